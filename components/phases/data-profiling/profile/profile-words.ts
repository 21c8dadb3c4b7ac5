import type { AttributeProfile } from '#domain/phases/data-profiling/profile-facts';

const WHOLE = new Intl.NumberFormat('en-US');
/** Digits a double holds exactly; longer numbers (loan numbers) are shown as they stand. */
const EXACT_DIGITS = 15;

/** A figure as people write it: thousands apart, six places cut to four, no trailing zeros. Anything that is no number as it is. */
export function shownFigure(text: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(text) || text.replace(/\D/g, '').length > EXACT_DIGITS + 6) return text;
  const [whole = '', places = ''] = text.split('.');
  if (whole.length > EXACT_DIGITS) return text;
  const isTiny = Number(whole) === 0 && Number(places.slice(0, 4)) === 0;
  const kept = (isTiny ? places : places.slice(0, 4)).replace(/0+$/, '');
  const sign = whole.startsWith('-') ? '−' : '';
  return `${sign}${WHOLE.format(Math.abs(Number(whole)))}${kept === '' ? '' : `.${kept}`}`;
}

/** A day as a file writes it in digits, "20250131" or "2025-01-31". */
const DAY = /^(\d{4})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])$/;

/** Writes an ISO day as its reader does. */
type DayWords = (day: string) => string;

/** A value of an attribute: numbers as figures, days in words, codes and whatever else as in the source. */
export function shownValue(text: string | null, type: AttributeProfile['type'], dayWords: DayWords): string {
  if (text === null) return '–';
  const day = type === 'date' ? DAY.exec(text) : null;
  if (day !== null) return dayWords(day.slice(1).join('-'));
  return type === 'integer' || type === 'decimal' ? shownFigure(text) : text;
}

/** "12.5 %"; what is above 0 and rounds to it is "< 0.1 %". */
export function shareWords(part: number, whole: number): string {
  if (whole === 0) return '–';
  const share = (100 * part) / whole;
  if (part > 0 && share < 0.05) return '< 0.1 %';
  if (part < whole && share > 99.95) return '> 99.9 %';
  return `${Number.isInteger(share) ? share : share.toFixed(1)} %`;
}

/** How full an attribute is, read aloud: "Amount: 95 % hold a value, 3 % a special value, 2 % are blank". */
export function filledWords({ name, records, blank, special }: AttributeProfile): string {
  const filled = records - blank - special;
  const parts = [
    `${shareWords(filled, records)} hold a value`,
    ...(special > 0 ? [`${shareWords(special, records)} a special value`] : []),
    `${shareWords(blank, records)} are blank`,
  ];
  return `${name}: ${parts.join(', ')}`;
}

/** What a distribution shows, read aloud: the fullest bin of numbers, or the most frequent values. */
export function distributionWords({ name, type, histogram, top, records }: AttributeProfile, dayWords: DayWords): string {
  const words = (value: string | null): string => shownValue(value, type, dayWords);
  if (histogram.length > 0) {
    const [first, last] = [histogram[0], histogram.at(-1)];
    const fullest = histogram.reduce((most, bin) => (bin.count > most.count ? bin : most));
    return `${name}: from ${words(first?.from ?? null)} to ${words(last?.to ?? null)}; most, ${shareWords(fullest.count, records)}, lie between ${words(fullest.from)} and ${words(fullest.to)}`;
  }
  if (top.length === 0) return `${name}: no values to show`;
  const named = top.slice(0, 3).map(({ value, count }) => `${words(value)} ${shareWords(count, records)}`);
  return `${name}: most frequent ${named.join(', ')}`;
}

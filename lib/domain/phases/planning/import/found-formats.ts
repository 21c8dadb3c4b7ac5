import { NUMBER_MARKS, NUMBER_STYLES, type NumberMark, type NumberStyle, numberFormatText } from '../../../rules/number-formats';
import { DATE_FORMATS, DATE_TIME_FORMATS } from '../../../rules/rule-dates';
import type { ColumnSample } from './column-sample';

/** How values are written, as far as the data say: a format, or those between which nothing but a person can choose. */
export interface FoundFormat {
  format: string;
  /** Formats that fit all the same; empty where the format is settled. */
  asks: readonly string[];
}

const PLAIN: FoundFormat = { format: '', asks: [] };

/** The formats that most values are of, the most matches first and those with as many beside each other. */
function bestOf(formats: readonly string[], matches: (format: string) => number): { best: readonly string[]; count: number } {
  const count = Math.max(0, ...formats.map(matches));
  return { best: count === 0 ? [] : formats.filter((format) => matches(format) === count), count };
}

/** A date format as a dictionary states it; null where it states none that is known. */
export function statedDateFormat(text: string): string | null {
  const written = text
    .trim()
    .toLowerCase()
    .replace('cc', 'yy')
    .replace('hh24', 'hh')
    .replace(/(?<=hh:?)mi/, 'mm')
    .replace(/(?<=dd|yyyy)"?t"?(?=hh)/, ' ');
  return [...DATE_FORMATS, ...DATE_TIME_FORMATS].find((format) => format === written) ?? null;
}

/**
 * How days (or days with a time) are written: the format of all values, or of more than half where the dictionary calls them
 * dates, because the others are faults then. Where day and month can be told apart in no value, a person is asked.
 */
export function foundDates(sample: ColumnSample, isStated: boolean, formats: readonly string[] = DATE_FORMATS): FoundFormat | null {
  const { best, count } = bestOf(formats, (format) => sample.dates[format] ?? 0);
  if (count === 0 || (isStated ? count * 2 <= sample.filled : count < sample.filled)) return null;
  return best.length === 1 ? { format: best[0] ?? '', asks: [] } : { format: '', asks: best };
}

/** Whether more values speak for a style than against it: a few amounts with separators among many without are faults. */
function isUsual(sample: ColumnSample, style: NumberStyle): boolean {
  const against = style.endsWith(',56') ? sample.decimals - sample.integers : sample.longPlain;
  return style === '' || sample.styled[style] > against;
}

function isUsualMark(sample: ColumnSample, mark: NumberMark): boolean {
  const count = sample.marks[mark];
  switch (mark) {
    case 'scientific':
      return count > 0;
    case 'parentheses':
      return count > sample.negativePlain;
    case 'percent':
    case 'currency':
      return count * 2 > sample.filled;
  }
}

/**
 * How numbers are written: in the plain style unless another fits more values and is the usual one. Null where the dictionary does
 * not call them numbers and not all values are.
 */
export function foundNumbers(sample: ColumnSample, isStated: boolean): FoundFormat | null {
  if (sample.decimals === sample.filled) return PLAIN;
  const usual = NUMBER_STYLES.filter((style) => isUsual(sample, style));
  const count = Math.max(...usual.map((style) => sample.numbers[style]));
  if (!isStated && (count < sample.filled || sample.bareExponents === sample.filled)) return null;
  if (count <= sample.decimals) return PLAIN;
  const best = usual.filter((style) => sample.numbers[style] === count);
  const marks = NUMBER_MARKS.filter((mark) => isUsualMark(sample, mark));
  const [first = ''] = best;
  if (first === '') return { format: numberFormatText('', marks), asks: [] };
  // "1,234" alone may be a thousand or one and a bit.
  const isOpen = best.includes('1,234.56') && best.includes('1.234,56');
  const either = (['1,234.56', '1.234,56'] as const).map((style) => numberFormatText(style, marks));
  return isOpen ? { format: '', asks: either } : { format: numberFormatText(first, marks), asks: [] };
}

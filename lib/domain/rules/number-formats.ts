/** Ways of writing the digits of a number: signs between groups of three, and the decimal sign. */
const STYLES = {
  '': { group: '', point: '.' },
  '1,234.56': { group: ',', point: '.' },
  '1.234,56': { group: '.', point: ',' },
  '1 234,56': { group: ' \u00a0\u202f', point: ',' },
  "1'234.56": { group: "'’", point: '.' },
} as const;
export const NUMBER_STYLES = Object.keys(STYLES) as NumberStyle[];
export type NumberStyle = keyof typeof STYLES;

/** What may stand with the digits: 1e+05, 12.5 %, $ 5 or 5 EUR, (5) for minus five. */
export const NUMBER_MARKS = ['scientific', 'percent', 'currency', 'parentheses'] as const;
export type NumberMark = (typeof NUMBER_MARKS)[number];

/** A format of numbers taken apart: "1.234,56 percent" is a style with one mark. */
interface NumberFormat {
  style: NumberStyle;
  marks: readonly NumberMark[];
}

/** Currencies by their code, beside every sign that Unicode calls one; as a pattern. */
export const CURRENCY = '(?:\\p{Sc}|USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|CNY|HKD|SGD|INR|SEK|NOK|DKK|PLN|CZK|HUF|MXN|BRL|ZAR)';
/** An exponent after its digit; more than three digits of it are no number that anybody means. */
const EXPONENT = '[eE]([+-]?[0-9]{1,3})';
const MINUS = '-\u2212';

function isStyle(text: string): text is NumberStyle {
  return Object.hasOwn(STYLES, text);
}

function isMark(text: string): text is NumberMark {
  return NUMBER_MARKS.some((mark) => mark === text);
}

/** A format as it is written; null where it is none. The empty text is the plain style. */
function numberFormat(text: string): NumberFormat | null {
  const style = NUMBER_STYLES.filter((one) => one !== '').find((one) => text === one || text.startsWith(`${one} `)) ?? '';
  const marks = text
    .slice(style.length)
    .split(' ')
    .filter((word) => word !== '');
  return isStyle(style) && marks.every(isMark) ? { style, marks } : null;
}

/** The style that a format begins with; the plain one of a text that is no format. */
export function styleOf(format: string): NumberStyle {
  return numberFormat(format)?.style ?? '';
}

/** A format as one text: the style, then the marks in the order of their list. */
export function numberFormatText(style: NumberStyle, marks: readonly NumberMark[]): string {
  return [style, ...NUMBER_MARKS.filter((mark) => marks.includes(mark))].filter((part) => part !== '').join(' ');
}

/** What a reader of numbers works with: patterns that RE2 and ECMAScript read alike, of whole texts. */
export interface NumberReading {
  pattern: string;
  /** A digit or decimal sign with the exponent behind it; null where none may stand. */
  exponent: string | null;
  /** Every character that is neither digit nor decimal sign. */
  others: string;
  point: '.' | ',';
  /** Characters that make a number negative, as a class. */
  minus: string;
}

/** How a format is read; null for the plain one, and for a text that is no format: both leave a text as it is. */
export function numberReading(text: string): NumberReading | null {
  const format = numberFormat(text);
  if (text === '' || format === null) return null;
  const { group, point } = STYLES[format.style];
  const has = (mark: NumberMark) => format.marks.includes(mark);
  const sign = `[${MINUS}+]`;
  const grouped = group === '' ? '' : `[0-9]{1,3}(?:[${group}][0-9]{3})+|`;
  const digits = `(?:(?:${grouped}[0-9]+)(?:[${point}][0-9]*)?|[${point}][0-9]+)`;
  const currency = has('currency') ? `(?:${CURRENCY}[ \u00a0]?)?` : '';
  const after = `${has('percent') ? '(?:[ \u00a0]?%)?' : ''}${has('currency') ? `(?:[ \u00a0]?${CURRENCY})?` : ''}`;
  const body = `${digits}${has('scientific') ? `(?:${EXPONENT})?` : ''}${after}`;
  const signed = `(?:${sign}?${currency}|${currency}${sign})${body}`;
  const bracketed = has('parentheses') ? `|\\(${currency}${body}\\)` : '';
  return {
    pattern: `(?:${signed}${bracketed})`,
    exponent: has('scientific') ? `([0-9${point}])${EXPONENT}` : null,
    others: `[^0-9${point}]`,
    point,
    minus: `[${MINUS}(]`,
  };
}

function moved(digits: string, exponent: number): string {
  if (exponent === 0) return digits;
  const [whole = '', fraction = ''] = digits.split('.');
  const all = whole + fraction;
  const at = whole.length + exponent;
  if (at <= 0) return `0.${'0'.repeat(-at)}${all}`;
  return at >= all.length ? all + '0'.repeat(at - all.length) : `${all.slice(0, at)}.${all.slice(at)}`;
}

/** The patterns of a reading, compiled: what many numbers of one format are read by. */
export interface NumberReader {
  whole: RegExp;
  exponent: RegExp | null;
  others: RegExp;
  point: '.' | ',';
  minus: RegExp;
}

/** A reader of numbers of a format; null for the plain one, and for a text that is no format. */
export function numberReader(format: string): NumberReader | null {
  const reading = numberReading(format);
  if (reading === null) return null;
  return {
    whole: new RegExp(`^${reading.pattern}$`, 'u'),
    exponent: reading.exponent === null ? null : new RegExp(reading.exponent),
    others: new RegExp(reading.others, 'gu'),
    point: reading.point,
    minus: new RegExp(reading.minus),
  };
}

/** A number as plain decimal text by a reader; null where the text is no number of its format. */
export function plainBy(reader: NumberReader, text: string): string | null {
  if (!reader.whole.test(text)) return null;
  const exponent = reader.exponent?.exec(text) ?? null;
  const mantissa = exponent === null ? text : text.replace(exponent[0], exponent[1] ?? '');
  const digits = mantissa.replace(reader.others, '').replace(reader.point, '.');
  const sign = reader.minus.test(mantissa) ? '-' : '';
  return `${sign}${exponent === null ? digits : moved(digits, Number(exponent[2]))}`;
}

/**
 * A number of a format as plain decimal text, digit by digit: no rounding, no floating point. A per cent keeps its number
 * (12.5 % is 12.5). A text that is no number of the format stays as it is. The SQL of the same rule: number-sql.
 */
export function plainNumber(text: string, format: string): string {
  const reader = numberReader(format);
  return (reader === null ? null : plainBy(reader, text)) ?? text;
}

/** How a date is written: the shape of its text, where its parts stand, and DuckDB's pattern for the day. */
interface DateShape {
  shape: string;
  year: number;
  month: number;
  day: number;
  pattern: string;
  /** Characters that the day takes; a time may follow. */
  length: number;
}

/** Years 1000 to 9999 in every format: 9999-12-31 is the usual open end. */
const YEAR = '[1-9][0-9]{3}';
const DAYS: Readonly<Record<string, DateShape>> = {
  yyyymmdd: { shape: `${YEAR}[0-9]{4}`, year: 0, month: 4, day: 6, pattern: '%Y%m%d', length: 8 },
  'yyyy-mm-dd': { shape: `${YEAR}-[0-9]{2}-[0-9]{2}`, year: 0, month: 5, day: 8, pattern: '%Y-%m-%d', length: 10 },
  'mm/dd/yyyy': { shape: `[0-9]{2}/[0-9]{2}/${YEAR}`, year: 6, month: 0, day: 3, pattern: '%m/%d/%Y', length: 10 },
  'dd/mm/yyyy': { shape: `[0-9]{2}/[0-9]{2}/${YEAR}`, year: 6, month: 3, day: 0, pattern: '%d/%m/%Y', length: 10 },
  'dd.mm.yyyy': { shape: `[0-9]{2}[.][0-9]{2}[.]${YEAR}`, year: 6, month: 3, day: 0, pattern: '%d.%m.%Y', length: 10 },
};

/** Hours and minutes, perhaps seconds with a fraction and a time zone. */
const TIME = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.,][0-9]{1,9})?)?( ?(Z|[+-][0-9]{2}(:?[0-9]{2})?))?';
const TIMES: Readonly<Record<string, DateShape>> = Object.fromEntries(
  Object.entries(DAYS).map(([format, day]) =>
    format === 'yyyymmdd'
      ? ['yyyymmddhhmmss', { ...day, shape: `${day.shape}([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]` }]
      : [`${format} hh:mm:ss`, { ...day, shape: `${day.shape}[ T]${TIME}` }],
  ),
);

/** Formats of days, and of days with a time; "T" may stand for the space between them. */
export const DATE_FORMATS = Object.keys(DAYS);
export const DATE_TIME_FORMATS = Object.keys(TIMES);
export const DATE_SHAPES: Readonly<Record<string, DateShape>> = { ...DAYS, ...TIMES };
const SHAPES = new Map(Object.entries(DATE_SHAPES).map(([format, { shape }]) => [format, new RegExp(`^(?:${shape})$`)]));

/** A text as a day, counted from 1 January 1970; null where it is no date of the format. A time behind the day is left out. */
export function readDate(text: string, format: string): number | null {
  const places = DATE_SHAPES[format];
  if (places === undefined || SHAPES.get(format)?.test(text) !== true) return null;
  const year = Number(text.slice(places.year, places.year + 4));
  const month = Number(text.slice(places.month, places.month + 2));
  const day = Number(text.slice(places.day, places.day + 2));
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() / 86_400_000 : null;
}

/** A day as yyyy-mm-dd. */
export function isoDate(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

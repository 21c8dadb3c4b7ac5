/** Formats that a date may have (`DATE_FORMATS` of lib/domain/phases/planning/import/attribute-types), with the shape of the text and where its parts stand. */
export const DATE_SHAPES: Readonly<Record<string, { shape: string; year: number; month: number; day: number }>> = {
  yyyymmdd: { shape: '(19|20)[0-9]{6}', year: 0, month: 4, day: 6 },
  'yyyy-mm-dd': { shape: '[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}', year: 0, month: 5, day: 8 },
  'mm/dd/yyyy': { shape: '[0-9]{2}/[0-9]{2}/[1-9][0-9]{3}', year: 6, month: 0, day: 3 },
  'dd/mm/yyyy': { shape: '[0-9]{2}/[0-9]{2}/[1-9][0-9]{3}', year: 6, month: 3, day: 0 },
  'dd.mm.yyyy': { shape: '[0-9]{2}[.][0-9]{2}[.][1-9][0-9]{3}', year: 6, month: 3, day: 0 },
};
const SHAPES = new Map(Object.entries(DATE_SHAPES).map(([format, { shape }]) => [format, new RegExp(`^(?:${shape})$`)]));

/** A text as a day, counted from 1 January 1970; null where it is no date of the format. */
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

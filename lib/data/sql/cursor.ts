import { z } from 'zod';
import { Refusal } from '#domain/refusals';
import { textFault } from '#domain/storable';

/** The years that people and PostgreSQL both write with four digits. */
const INSTANT = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?)([+-]\d{2})(?::?(\d{2}))?$/;

function isInstant(text: string): boolean {
  const match = INSTANT.exec(text);
  if (match === null) return false;
  const [, day, time, hours, minutes = '00'] = match;
  return !Number.isNaN(Date.parse(`${day}T${time}${hours}:${minutes}`));
}

/** The sort values of a place, as PostgreSQL writes them and takes them back. */
export const PLACE = {
  text: z.string().refine((text) => textFault(text) === null),
  flag: z.boolean(),
  id: z.uuid(),
  /** A whole number of a column of type bigint, which JavaScript's numbers do not hold. */
  count: z.string().regex(/^\d{1,18}$/),
  number: z.string().regex(/^(-?\d{1,1000}(\.\d{1,1000})?|-?Infinity|NaN)$/),
  instant: z.union([z.string().refine(isInstant), z.enum(['infinity', '-infinity'])]),
} as const;

/** An opaque place in a sorted list: the sort values of the last row, in the order of the shape that reads them. */
export function encodeCursor(parts: readonly (string | boolean | null)[]): string {
  return Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');
}

/**
 * The parts of a cursor made by `encodeCursor`, or null at the beginning of the list.
 * @throws Refusal `invalid_input` where the text is no cursor of this shape: what passes can be compared with the columns.
 */
export function decodeCursor<T>(cursor: string | null | undefined, shape: z.ZodType<T>): T | null {
  if (cursor === null || cursor === undefined || cursor === '') return null;
  const parts = shape.safeParse(parse(cursor));
  if (!parts.success) throw new Refusal('invalid_input', 'The place to continue from is not known.');
  return parts.data;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

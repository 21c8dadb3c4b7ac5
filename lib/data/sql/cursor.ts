import { Refusal } from '#domain/refusals';

type CursorPart = string | number | boolean | null;

/** An opaque place in a sorted list: the sort values of the last row. */
export function encodeCursor(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');
}

/**
 * The parts of a cursor made by `encodeCursor`, or null at the beginning of the list.
 * @throws Refusal `invalid_input` where the text is no such cursor.
 */
export function decodeCursor(cursor: string | null | undefined, length: number): CursorPart[] | null {
  if (cursor === null || cursor === undefined || cursor === '') return null;
  const parts = parse(cursor);
  const simple = (part: unknown) => part === null || ['string', 'number', 'boolean'].includes(typeof part);
  if (!Array.isArray(parts) || parts.length !== length || !parts.every(simple)) {
    throw new Refusal('invalid_input', 'The place to continue from is not known.');
  }
  return parts as CursorPart[];
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

import { z } from 'zod';
import { folded, isEmptyText, spacedText } from '../comparing/folded-text';
import { type EvidencePlace, type ExtractedText, placeIn } from './extracted-text';
import { findKey, findValue, type Sought, wordsPattern } from './find-value';
import { type Occurrence, type SearchablePart, searchablePart } from './searchable-part';

/** `weak`: it stands there, but perhaps by chance or with another meaning. `not-sought`: there is no value to look for. */
export const FOUND = ['found', 'weak', 'missing', 'not-sought'] as const;
export type Found = (typeof FOUND)[number];
const CHECK_RESULTS = ['pass', 'warning', 'fail', 'not-searchable'] as const;

const checked = {
  keys: z.array(z.strictObject({ code: z.string(), found: z.enum(FOUND) })),
  value: z.enum(FOUND),
  result: z.enum(CHECK_RESULTS),
};

/** What a search of a file came to, as an item keeps it. It advises; the tester's verdict decides. Whatever changes an answer takes a new recipe. */
export const evidenceCheckSchema = z.discriminatedUnion('recipe', [
  z.strictObject({ recipe: z.literal('match/1'), ...checked }),
  /** `read`: what stands below the attribute's name in the one row of a table that has all keys; null where there is no such cell. */
  z.strictObject({ recipe: z.literal('match/2'), ...checked, read: z.string().nullable() }),
]);
export type EvidenceCheck = z.infer<typeof evidenceCheckSchema>;

/** A value of fewer characters stands in almost every document. */
const SHORT = 4;
/** Rows at the beginning of a table among which its header is looked for. */
const HEADER_ROWS = 20;

/** A file made ready for many searches. */
export interface SearchableText {
  parts: readonly SearchablePart[];
}

/** Makes extracted text ready for the searches of many cases. */
export function searchableText({ parts }: ExtractedText): SearchableText {
  return { parts: parts.map(searchablePart) };
}

interface Hit {
  found: Found;
  at: EvidencePlace | null;
}

function isShort(value: string | null): boolean {
  return [...folded(spacedText(value ?? ''))].length < SHORT;
}

/** Rows of a part that name an attribute, by its name or its code. */
function namingRows({ text }: SearchablePart, { name, code }: Sought): { holds: (row: string) => boolean; inText: boolean } {
  const patterns = [wordsPattern(name), wordsPattern(code)].filter((pattern) => pattern !== null);
  const holds = (row: string) => patterns.some((pattern) => row.search(pattern) !== -1);
  return { holds, inText: holds(text) };
}

function rowText({ text, starts }: SearchablePart, row: number): string {
  return text.slice(starts[row] ?? 0, (starts[row + 1] ?? text.length + 1) - 1);
}

/** The column that an attribute heads in a table: the first cell that holds its code, or else its name, and nothing else; null where there is none. */
function headedColumn(searchable: SearchablePart, { name, code }: Sought): { row: number; cell: number } | null {
  if (searchable.part.place.kind === 'page') return null;
  const plain = (text: string) =>
    folded(spacedText(text))
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  // A code is one attribute's alone, a name may be several's.
  const heads = [plain(code), plain(name)].filter((head) => head !== '');
  for (const row of searchable.part.rows.slice(0, HEADER_ROWS).keys()) {
    const cells = rowText(searchable, row).split('\t');
    const exactly = cells.findIndex((text) => text.trim() === folded(code));
    const cell = exactly === -1 ? heads.map((head) => cells.findIndex((text) => plain(text) === head)).find((at) => at !== -1) : exactly;
    if (cell !== undefined) return { row, cell };
  }
  return null;
}

/** Which occurrences of a short value count: those in a row that names its attribute, or below its name in a table, in the row of a key. */
function countsHere(searchable: SearchablePart, sought: Sought, keyRows: ReadonlySet<number>): (occurrence: Occurrence) => boolean {
  if (!isShort(sought.value)) return () => true;
  const naming = namingRows(searchable, sought);
  if (!naming.inText) return () => false;
  const head = headedColumn(searchable, sought);
  return ({ row, cell }) =>
    naming.holds(rowText(searchable, row)) || (head !== null && head.row < row && head.cell === cell && keyRows.has(row));
}

/** The best of what was found in all parts: a certain occurrence, else a weak one, else none. `occurrences` and `keyRows` by part. */
function bestOf(
  { parts }: SearchableText,
  sought: Sought,
  occurrences: readonly (readonly Occurrence[])[],
  keyRows: readonly ReadonlySet<number>[],
): Hit {
  if (isEmptyText(sought.value)) return { found: 'not-sought', at: null };
  let best: Hit = { found: 'missing', at: null };
  for (const [index, searchable] of parts.entries()) {
    const here = occurrences[index] ?? [];
    const [first] = here;
    if (first === undefined) continue;
    const place = ({ row, cell }: Occurrence) => placeIn(searchable.part, searchable.part.rows[row]?.row ?? 1, cell + 1);
    const counts = countsHere(searchable, sought, keyRows[index] ?? new Set());
    const certain = here.find((occurrence) => occurrence.isCertain && counts(occurrence));
    if (certain !== undefined) return { found: 'found', at: place(certain) };
    if (best.found === 'missing') best = { found: 'weak', at: place(first) };
  }
  return best;
}

/** Keys are whole tokens; one that is a number or a date may also be written as such. */
function findAsKey(part: SearchablePart, key: Sought): Occurrence[] {
  const tokens = isEmptyText(key.value) ? [] : findKey(part, key.value ?? '');
  const isWrittenOtherwise = key.type === 'integer' || key.type === 'decimal' || key.type === 'date' || key.type === 'date-time';
  return isWrittenOtherwise ? [...tokens, ...findValue(part, key)] : tokens;
}

/** Rows, by part, in which a key stands for certain; short keys count only where there are no others. */
function rowsOfKeys(
  { parts }: SearchableText,
  keys: readonly Sought[],
  occurrences: readonly (readonly (readonly Occurrence[])[])[],
): Set<number>[] {
  const hasLong = keys.some(({ value }) => !isShort(value));
  const telling = occurrences.filter((_, key) => !hasLong || !isShort(keys[key]?.value ?? null));
  return parts.map((_, part) => {
    const here = telling.flatMap((byPart) => byPart[part] ?? []);
    return new Set(here.filter(({ isCertain }) => isCertain).map(({ row }) => row));
  });
}

function resultOf({ parts }: SearchableText, found: readonly Found[]): EvidenceCheck['result'] {
  if (parts.every(({ hasText }) => !hasText)) return 'not-searchable';
  const sought = found.filter((one) => one !== 'not-sought');
  if (sought.length > 0 && sought.every((one) => one === 'found')) return 'pass';
  if (sought.length === 0 || sought.some((one) => one !== 'missing')) return 'warning';
  // What is missing may stand on a page that is a picture.
  return parts.some(({ hasText }) => !hasText) ? 'not-searchable' : 'fail';
}

/**
 * What a table says of an attribute in the row of a record: the cell below its name or code, in the rows that have every key. Null where no
 * column is headed so, no row has them all, or several do that say different things.
 */
function readCell({ parts }: SearchableText, value: Sought, ofKeys: readonly (readonly (readonly Occurrence[])[])[]): string | null {
  const cells = parts.flatMap((searchable, part) => {
    const head = headedColumn(searchable, value);
    if (head === null || ofKeys.length === 0) return [];
    const rows = ofKeys.map((byPart) => new Set((byPart[part] ?? []).filter(({ isCertain }) => isCertain).map(({ row }) => row)));
    const [first, ...others] = rows;
    const common = [...(first ?? [])].filter((row) => row > head.row && others.every((each) => each.has(row)));
    // As the file has it: what is searched is folded.
    return common.map((row) => (searchable.part.rows[row]?.cells[head.cell] ?? '').trim());
  });
  return new Set(cells).size === 1 ? (cells[0] ?? null) : null;
}

/**
 * Searches a file for the keys of a record and one value of it (recipe `match/2`; domain.md, "Comparing"). All found: pass; some, or weak: warning; none: fail,
 * or not searchable where pages, or all of it, hold no text. `at`: where the value stands, best first; null where it does not.
 */
export function matchEvidence(
  text: SearchableText,
  keys: readonly Sought[],
  value: Sought,
): { check: EvidenceCheck; at: EvidencePlace | null } {
  const ofKeys = keys.map((key) => text.parts.map((part) => findAsKey(part, key)));
  const keyRows = rowsOfKeys(text, keys, ofKeys);
  const keyHits = keys.map((key, index) => bestOf(text, key, ofKeys[index] ?? [], keyRows));
  const ofValue = text.parts.map((part) => findValue(part, value));
  const valueHit = bestOf(text, value, ofValue, keyRows);
  const check: EvidenceCheck = {
    recipe: 'match/2',
    keys: keys.map(({ code }, index) => ({ code, found: keyHits[index]?.found ?? 'missing' })),
    value: valueHit.found,
    result: resultOf(text, [...keyHits.map(({ found }) => found), valueHit.found]),
    read: readCell(text, value, ofKeys),
  };
  return { check, at: valueHit.at };
}

import { z } from 'zod';
import { folded, isEmptyText, spacedText } from '../comparing/folded-text';
import { type EvidencePlace, type ExtractedText, placeIn } from './extracted-text';
import { findKey, findValue, type Sought, wordsPattern } from './find-value';
import { type Occurrence, type SearchablePart, searchablePart } from './searchable-part';
import { headedColumn, readCell, rowText } from './table-cells';

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

/** Rows of a part that name an attribute, by its name, its code or what heads its column. */
function namingRows({ text }: SearchablePart, { name, code, heading }: Sought): { holds: (row: string) => boolean; inText: boolean } {
  const patterns = [name, code, heading ?? ''].map(wordsPattern).filter((pattern) => pattern !== null);
  const holds = (row: string) => patterns.some((pattern) => row.search(pattern) !== -1);
  return { holds, inText: holds(text) };
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

/**
 * Where on one part of a file a value stands, as a search counts it (`matchEvidence`): the places that are certain, else the weak ones. Rows and cells by their index.
 */
export function placesOnPart(part: SearchablePart, keys: readonly Sought[], value: Sought): { row: number; cell: number }[] {
  const text = { parts: [part] };
  const [keyRows] = rowsOfKeys(
    text,
    keys,
    keys.map((key) => [findAsKey(part, key)]),
  );
  const all = findValue(part, value);
  const counts = countsHere(part, value, keyRows ?? new Set());
  const certain = all.filter((occurrence) => occurrence.isCertain && counts(occurrence));
  const places = (certain.length > 0 ? certain : all).map(({ row, cell }) => ({ row, cell }));
  return places.filter((place, at) => places.findIndex(({ row, cell }) => row === place.row && cell === place.cell) === at);
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
 * Searches a file for the keys of a record and one value of it (recipe `match/2`; domain.md, "Comparing"). All found: pass; some, or weak: warning; none: fail,
 * or not searchable where pages, or all of it, hold no text. `at`: where the value stands, in the record's row of a table first; null where it does not.
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
  const read = readCell(text, keys, value, ofKeys);
  const check: EvidenceCheck = {
    recipe: 'match/2',
    keys: keys.map(({ code }, index) => ({ code, found: keyHits[index]?.found ?? 'missing' })),
    value: valueHit.found,
    result: resultOf(text, [...keyHits.map(({ found }) => found), valueHit.found]),
    read: read?.text ?? null,
  };
  return { check, at: read?.at ?? valueHit.at };
}

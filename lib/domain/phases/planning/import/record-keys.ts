/** The record number as a key: a register without a natural key. */
export const RECORD_NUMBER = '@row';

/** Blank is what holds nothing but spaces; other white space is content, here as in DuckDB. */
const BLANK = /^ *$/;

/** Texts of a record's key, and the item key they make. */
export interface RecordKey {
  texts: readonly string[];
  key: string;
}

/** One text is the key itself; several are joined by "|", with "\" before every "|" and "\" inside them. */
function joinKeyTexts(texts: readonly string[]): string {
  return texts.length === 1 ? (texts[0] ?? '') : texts.map((text) => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|')).join('|');
}

/**
 * Key of a record (domain.md, "1 Planning"): its key fields; `@<record number>` where all of them are blank; the second
 * record with a key is `<key>#2`. Keys that begin with "$" are reserved for facts and get a leading "=".
 */
export function recordKey(fields: readonly (string | null)[], recordNumber: number, occurrence: number): RecordKey {
  const texts = fields.map((field) => field ?? '');
  if (texts.every((text) => BLANK.test(text))) return { texts: [`@${recordNumber}`], key: `@${recordNumber}` };
  const last = texts.length - 1;
  const distinct = occurrence > 1 ? texts.map((text, index) => (index === last ? `${text}#${occurrence}` : text)) : texts;
  const unreserved = distinct.map((text, index) => (index === 0 && text.startsWith('$') ? `=${text}` : text));
  return { texts: unreserved, key: joinKeyTexts(unreserved) };
}

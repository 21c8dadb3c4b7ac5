import { textHash } from '../../item/canonical-json';

/** Longest id in bytes of UTF-8; keys of items end at 1,000. */
const LONGEST = 900;

/**
 * Answers the id of a test case, one attribute of one record: `<code>/<record key>`, with a backslash before each `\` and `/` of the code,
 * so that no two cases share one. Where that is too long, `<code>/#<SHA-256 of the record's key as hex>`; the item holds the key.
 */
export function caseId(code: string, record: string): string {
  const head = code.replace(/[\\/]/g, '\\$&');
  const id = `${head}/${record}`;
  return new TextEncoder().encode(id).length <= LONGEST ? id : `${head}/#${textHash(record)}`;
}

/** The key of the record that a case is about, by its id; null where the id does not hold it. */
export function recordOfCase(id: string): string | null {
  const [, record] = /^(?:\\.|[^\\/])*\/(.*)$/s.exec(id) ?? [];
  return record === undefined || /^#[0-9a-f]{64}$/.test(record) ? null : record;
}

/** Orders texts by their UTF-8 bytes, as PostgreSQL's "C" and DuckDB's binary collation do: below, at or above zero. */
export function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
}

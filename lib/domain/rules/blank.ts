/** Nothing but spaces (Unicode's space separators), as DuckDB's `trim` sees them too. */
export function isBlank(text: string): boolean {
  return /^\p{Zs}*$/u.test(text);
}

/**
 * Rules that several statements ask, each under one name. An alias is a word of the code and a value is a bound place ("$2"):
 * nothing that was entered becomes part of a text. A data test holds each against the rule of lib/domain that it mirrors.
 */

/** Joins report `r` and cycle `tc` to cycle report `cr`. */
export const REPORT_JOINS_SQL = 'join report r on r.id = cr.report_id join test_cycle tc on tc.id = cr.cycle_id';

/** Joins cycle report `cr`, report `r` and cycle `tc` to chain `ch`. */
export const CHAIN_JOINS_SQL = `join cycle_report cr on cr.id = ch.cycle_report_id ${REPORT_JOINS_SQL}`;

/** SQL of `reportTitle` (lib/domain/phase/chain-address) for a report and cycle `tc`; null where either is missing. */
export function reportTitleSql(report: 'r' | 'rr' = 'r'): string {
  return `${report}.name || ', ' || tc.name`;
}

/** SQL of whether a person's account is active: those disabled sign in no more, and nobody names, asks or counts them. */
export function activePersonSql(person: 'u' | 'f'): string {
  return `${person}.disabled_at is null`;
}

/** `items` have ordinary keys; `facts` have reserved keys ("$…"); `all` is both. */
export type KeyRange = 'items' | 'facts' | 'all';

/**
 * SQL of `isFactKey` (lib/domain/item/diff), as a range of keys. The column is one that is ordered by bytes (collation "C"), as
 * the change log orders its keys.
 */
export function keyRangeSql(column: string, range: KeyRange): string {
  if (range === 'all') return 'true';
  // A range rather than a pattern, so that the primary key's index answers it.
  return range === 'facts' ? `(${column} >= '$' and ${column} < '%')` : `(${column} < '$' or ${column} >= '%')`;
}

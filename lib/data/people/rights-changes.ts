import type { RightsChangeKind } from '#domain/people/confirmed-rights';
import { personToken } from '#domain/people/person-token';
import type { Queryable, SqlClient } from '../sql/connection';
import { queryPrepared } from '../sql/query-prepared';
import type { Actor } from './actor';

/** A change of rights as it is recorded, before and after in words, people by their tokens. */
export interface RightsChange {
  kind: RightsChangeKind;
  /** Handle of whoever has the rights afterwards, or had them; null where a report is left without an owner. */
  personId: string | null;
  /** The report it concerns; null: every one. */
  reportId: string | null;
  was: string | null;
  became: string | null;
}

/**
 * Records that somebody changed rights, which then wait for a second person. What the system itself sets up, such as the first admin
 * of an installation, waits for nobody. The caller writes the installation's trail in the same transaction.
 */
export async function recordRightsChange(sql: SqlClient, actor: Actor, change: RightsChange): Promise<void> {
  if (actor.id === null) return;
  // Decisions under way come first; the instant is taken after them (`rights_standing`, migration confirmed_rights).
  await sql.query(`select pg_advisory_xact_lock(hashtext('countersign:rights'))`);
  await sql.query(
    `insert into rights_change (at, by_id, kind, person_id, report_id, was, became) values (clock_timestamp(), $1, $2, $3, $4, $5, $6)`,
    [actor.id, change.kind, change.personId, change.reportId, change.was, change.became],
  );
}

/** The passing of a report from one owner to another, by their handles; null is nobody. */
export function ownership(reportId: string, from: string | null, to: string | null): RightsChange {
  return {
    kind: 'owner',
    personId: to,
    reportId,
    was: from === null ? null : personToken(from),
    became: to === null ? null : personToken(to),
  };
}

/** Which of some people changed rights that concern a report without a second person. */
export interface StandingChanges {
  /** Handles of those whose changes wait: they decide nothing there. */
  changerIds: string[];
  /** Reasons given by those whose changes stand on their own word ("break glass"), each once. */
  reasons: string[];
}

/** Reads what some people, by their handles, changed for a report that no second person has confirmed. */
export async function standingChanges(sql: Queryable, reportId: string, people: readonly string[]): Promise<StandingChanges> {
  const { rows } = await queryPrepared<{ byId: string; reason: string | null }>(
    sql,
    'select by_id as "byId", reason from rights_standing($1, $2::uuid[])',
    [reportId, people],
  );
  return {
    changerIds: [...new Set(rows.flatMap(({ byId, reason }) => (reason === null ? [byId] : [])))],
    reasons: [...new Set(rows.flatMap(({ reason }) => (reason === null ? [] : [reason])))],
  };
}

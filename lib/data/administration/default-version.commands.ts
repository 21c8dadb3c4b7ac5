import { workflowVersion } from '#contract/workflow-versions';
import { Refusal } from '#domain/refusals';
import { type CycleReportType, versionNumberOf } from '#domain/version/workflow-types';
import { defaultVersionAt } from '../chain/default-version.queries';
import type { Actor } from '../people/actor';
import { auditInstallation } from '../record/installation-audit';
import { type Database, inTransaction } from '../sql/connection';
import { onlyRow } from '../sql/only-row';

export interface DefaultVersionInput {
  workflowType: CycleReportType;
  /** ISO date from which reports start by it (UTC); null: at once. */
  validFrom: string | null;
  reason: string;
}

/**
 * Says by which version of the process reports start from a day on. Those that were started go on by theirs.
 * @throws Refusal `version_retired`, `invalid_input` for a day that has passed
 */
export async function saveDefaultVersion(db: Database, actor: Actor, input: DefaultVersionInput): Promise<{ number: number }> {
  const { workflowType, validFrom, reason } = input;
  if (workflowVersion(workflowType).retired !== null) throw new Refusal('version_retired');
  return inTransaction(db, async (sql) => {
    await sql.query(`select pg_advisory_xact_lock(hashtext('countersign:default-workflow'))`);
    const begins = await sql.query<{ past: boolean; at: Date }>(
      `select coalesce($1::date < (clock_timestamp() at time zone 'UTC')::date, false) as past, greatest(clock_timestamp(), $1::date) as at`,
      [validFrom],
    );
    const { past, at } = onlyRow(begins.rows);
    if (past) throw new Refusal('invalid_input', 'That day has passed: a choice holds from today or later.');
    const before = await defaultVersionAt(sql, at);
    const { rows } = await sql.query<{ number: number }>(
      `insert into default_workflow (number, workflow_type, valid_from, reason, created_by_id)
       select coalesce(max(number), 0) + 1, $1, greatest(now(), $2::date), $3, $4 from default_workflow returning number`,
      [workflowType, validFrom, reason, actor.id],
    );
    const { number } = onlyRow(rows);
    await auditInstallation(sql, actor, 'default_version_saved', `${versionNumberOf(workflowType)}, choice ${number}`, [
      { field: 'version of the process', from: versionNumberOf(before), to: versionNumberOf(workflowType) },
      ...(validFrom === null ? [] : [{ field: 'validFrom', from: null, to: validFrom }]),
      { field: 'reason', from: null, to: reason },
    ]);
    return { number };
  });
}

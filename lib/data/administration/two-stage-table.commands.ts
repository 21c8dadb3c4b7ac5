import { Refusal } from '#domain/refusals';
import { type TwoStageTable, twoStageProblem, twoStageRange } from '#domain/sampling/two-stage';
import type { Actor } from '../people/actor';
import { auditInstallation, changesBetween } from '../record/installation-audit';
import { twoStageTableInForceAt } from '../sampling/two-stage-table.queries';
import { type Database, inTransaction } from '../sql/connection';

export interface TwoStageTableInput {
  table: TwoStageTable;
  /** ISO date from which draws are sized by it (UTC); null: at once. */
  validFrom: string | null;
  reason: string;
}

/**
 * Writes a new version of the two-stage table, in force from its day on. Draws that were made keep the row they were sized by.
 * @throws Refusal `invalid_input` for a day that has passed, or a table with a gap, an overlap or a stage larger than the whole
 */
export async function saveTwoStageTable(
  db: Database,
  actor: Actor,
  { table, validFrom, reason }: TwoStageTableInput,
): Promise<{ number: number }> {
  const problem = twoStageProblem(table);
  if (problem !== null) throw new Refusal('invalid_input', problem);
  return inTransaction(db, async (sql) => {
    await sql.query(`select pg_advisory_xact_lock(hashtext('countersign:two-stage-table'))`);
    const { rows } = await sql.query<{ past: boolean; next: number }>(
      `select coalesce($1::date < (clock_timestamp() at time zone 'UTC')::date, false) as past,
         (select coalesce(max(number), 0) + 1 from two_stage_table) as next`,
      [validFrom],
    );
    const [row] = rows;
    if (!row) throw new Error('a select without a table answers one row');
    if (row.past) throw new Refusal('invalid_input', 'That day has passed: a table holds from today or later.');
    const before = await twoStageTableInForceAt(sql, validFrom);
    await sql.query(
      `insert into two_stage_table (number, definition, valid_from, reason, created_by_id) values ($1, $2, greatest(now(), $3::date), $4, $5)`,
      [row.next, JSON.stringify(table), validFrom, reason, actor.id],
    );
    await auditInstallation(sql, actor, 'two_stage_table_saved', `${table.name}, table ${row.next}`, [
      ...changesBetween(inWords(before.table), inWords(table)),
      ...(validFrom === null ? [] : [{ field: 'validFrom', from: null, to: validFrom }]),
      { field: 'reason', from: null, to: reason },
    ]);
    return { number: row.next };
  });
}

function inWords({ name, dated, caveat, initialThreshold, rows }: TwoStageTable): Record<string, string> {
  return {
    name,
    dated,
    caveat,
    initialThreshold: String(initialThreshold),
    rows: rows
      .map((row) => {
        const unsure = row.unconfirmed.length === 0 ? '' : `, not confirmed: ${row.unconfirmed.join(', ')}`;
        return `${twoStageRange(row)}: ${row.firstStage ?? 'all'} of ${row.total ?? 'all'}, resubmission at ${row.resubmission}${unsure}`;
      })
      .join('; '),
  };
}

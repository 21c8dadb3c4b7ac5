import { personToken } from '#domain/people/person-token';
import { reportTitle } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import { ANOTHER_COMMAND } from '#domain/version/same-command';
import type { Actor } from '../people/actor';
import { requireHolder } from '../people/require-holder';
import { requireTester } from '../people/require-tester';
import { writeAudit } from '../record/audit';
import { changesBetween } from '../record/installation-audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { refusingConflicts } from '../sql/database-errors';
import { REPORT_JOINS_SQL } from '../sql/fragments';
import { recordAssignments } from '../turns/assignments';
import { type CycleInput, insertCycle } from './cycles.commands';
import { insertReport, insertSource, nameOwner } from './reports.commands';

export interface OwnReportInput {
  /** Id of the start command that follows. It is the new cycle report's id too, so that a repeated call finds what the first made. */
  commandId: string;
  reportName: string;
  regulator: string;
  description: string;
  ownerId: string;
  testerId: string;
  cycleName: string;
  startsOn: CycleInput['startsOn'];
  endsOn: CycleInput['endsOn'];
  dueOn: string;
  sources: readonly { name: string; system: string }[];
}

/**
 * "Start with your own report": report, cycle, sources and assignment in one transaction. Calling again with the same
 * command id makes nothing new.
 * @throws Refusal `duplicate_name`; `invalid_input` where owner or tester do not hold their role; `tester_not_independent`.
 */
export async function createOwnReport(db: Database, actor: Actor, input: OwnReportInput): Promise<{ cycleReportId: string }> {
  return refusingConflicts(
    () =>
      inTransaction(db, async (sql) => {
        await sql.query('select pg_advisory_xact_lock(hashtext($1))', [`countersign:own-report:${input.commandId}`]);
        if (await wasMade(sql, input)) return { cycleReportId: input.commandId };
        await requireHolder(sql, input.ownerId, 'report_owner');
        await requireHolder(sql, input.testerId, 'tester');
        const reportId = await insertReport(sql, {
          name: input.reportName,
          regulator: input.regulator,
          description: input.description,
          ownerId: input.ownerId,
        });
        for (const source of input.sources) await insertSource(sql, reportId, source);
        const cycleId = await insertCycle(sql, { name: input.cycleName, startsOn: input.startsOn, endsOn: input.endsOn });
        await sql.query('insert into cycle_report (id, cycle_id, report_id, tester_id, due_on) values ($1, $2, $3, $4, $5)', [
          input.commandId,
          cycleId,
          reportId,
          input.testerId,
          input.dueOn,
        ]);
        await requireTester(sql, input.commandId, input.testerId);
        await nameOwner(sql, actor, reportId, null, input.ownerId);
        await recordAssignments(sql, [input.commandId]);
        const people = { owner: personToken(input.ownerId), tester: personToken(input.testerId) };
        const facts = { ...people, startsOn: input.startsOn, endsOn: input.endsOn, dueOn: input.dueOn };
        const subject = reportTitle(input);
        await writeAudit(
          sql,
          { cycleReportId: input.commandId, kind: 'report_added', actor, subject, changes: changesBetween({}, facts) },
          { cycleReportId: null, kind: 'report_saved', actor, subject: input.reportName },
        );
        return { cycleReportId: input.commandId };
      }),
    { taken: 'There is a report or a cycle of that name.' },
  );
}

/** Whether an earlier call with this id made the report. @throws Refusal `invalid_input` where that was another report or another cycle */
async function wasMade(sql: SqlClient, input: OwnReportInput): Promise<boolean> {
  const { rows } = await sql.query<{ same: boolean }>(
    `select (r.name, r.regulator, r.description, tc.name, tc.starts_on, tc.ends_on) = ($2, $3, $4, $5, $6::date, $7::date) as same
       from cycle_report cr ${REPORT_JOINS_SQL} where cr.id = $1`,
    [input.commandId, input.reportName, input.regulator, input.description, input.cycleName, input.startsOn, input.endsOn],
  );
  const [made] = rows;
  if (made !== undefined && !made.same) throw new Refusal('invalid_input', ANOTHER_COMMAND);
  return made !== undefined;
}

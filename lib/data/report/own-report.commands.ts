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
  /** A cycle that is there, or one that is made with it. */
  cycle: { kind: 'existing'; id: string } | ({ kind: 'new' } & CycleInput);
  /** ISO date; not before the cycle begins. */
  dueOn: string;
  sources: readonly { name: string; system: string }[];
}

/**
 * "Start with your own report": report, sources, assignment and a cycle where it goes into a new one, in one transaction. Calling
 * again with the same command id makes nothing new.
 * @throws Refusal `duplicate_name`; `not_found` for a cycle that is not there; `invalid_input` where owner or tester do not hold their
 * role, or it would be due before its cycle begins; `tester_not_independent`.
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
        const cycle = await cycleOf(sql, input.cycle);
        if (input.dueOn < cycle.startsOn) throw new Refusal('invalid_input', 'The report would be due before its cycle begins.');
        await sql.query('insert into cycle_report (id, cycle_id, report_id, tester_id, due_on) values ($1, $2, $3, $4, $5)', [
          input.commandId,
          cycle.id,
          reportId,
          input.testerId,
          input.dueOn,
        ]);
        await requireTester(sql, input.commandId, input.testerId);
        await nameOwner(sql, actor, reportId, null, input.ownerId);
        await recordAssignments(sql, [input.commandId]);
        const people = { owner: personToken(input.ownerId), tester: personToken(input.testerId) };
        const facts = { ...people, startsOn: cycle.startsOn, endsOn: cycle.endsOn, dueOn: input.dueOn };
        const subject = reportTitle({ reportName: input.reportName, cycleName: cycle.name });
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

/** The cycle that the report goes into; a new one is made. @throws Refusal `not_found` */
async function cycleOf(sql: SqlClient, cycle: OwnReportInput['cycle']): Promise<CycleInput & { id: string }> {
  if (cycle.kind === 'new') return { ...cycle, id: await insertCycle(sql, cycle) };
  const { rows } = await sql.query<CycleInput & { id: string }>(
    `select id, name, starts_on::text as "startsOn", ends_on::text as "endsOn" from test_cycle where id = $1`,
    [cycle.id],
  );
  const [found] = rows;
  if (found === undefined) throw new Refusal('not_found');
  return found;
}

/** Whether an earlier call with this id made the report. @throws Refusal `invalid_input` where that was another report or another cycle */
async function wasMade(sql: SqlClient, input: OwnReportInput): Promise<boolean> {
  const { cycle } = input;
  const { rows } = await sql.query<{ same: boolean }>(
    `select (r.name, r.regulator, r.description) = ($2, $3, $4)
            and ($5::uuid is null or tc.id = $5) and ($6::text is null or (tc.name, tc.starts_on, tc.ends_on) = ($6, $7::date, $8::date)) as same
       from cycle_report cr ${REPORT_JOINS_SQL} where cr.id = $1`,
    [
      input.commandId,
      input.reportName,
      input.regulator,
      input.description,
      ...(cycle.kind === 'new' ? [null, cycle.name, cycle.startsOn, cycle.endsOn] : [cycle.id, null, null, null]),
    ],
  );
  const [made] = rows;
  if (made !== undefined && !made.same) throw new Refusal('invalid_input', ANOTHER_COMMAND);
  return made !== undefined;
}

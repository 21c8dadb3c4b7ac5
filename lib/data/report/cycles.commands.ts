import { personOrNobody } from '#domain/people/person-token';
import { Refusal } from '#domain/refusals';
import type { Actor } from '../people/actor';
import { requireTester } from '../people/require-tester';
import { writeAudit } from '../record/audit';
import { auditInstallation, changesBetween } from '../record/installation-audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { refusingConflicts } from '../sql/database-errors';
import { LAST_CLOSED_SQL, REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { onlyRow } from '../sql/only-row';
import { recordAssignments } from '../turns/assignments';

export interface CycleInput {
  name: string;
  /** ISO dates, both included. */
  startsOn: string;
  endsOn: string;
}

/** Opens a test cycle. @throws Refusal `duplicate_name` */
export async function createCycle(db: Database, actor: Actor, input: CycleInput): Promise<{ id: string }> {
  return refusingConflicts(
    () =>
      inTransaction(db, async (sql) => {
        const id = await insertCycle(sql, input);
        await auditInstallation(
          sql,
          actor,
          'cycle_created',
          input.name,
          changesBetween({}, { startsOn: input.startsOn, endsOn: input.endsOn }),
        );
        return { id };
      }),
    { taken: `There is a cycle named ${input.name}.` },
  );
}

/** Inserts a test cycle without its row of the trail, for writes that make several things in one transaction. */
export async function insertCycle(sql: SqlClient, input: CycleInput): Promise<string> {
  const { rows } = await sql.query<{ id: string }>('insert into test_cycle (name, starts_on, ends_on) values ($1, $2, $3) returning id', [
    input.name,
    input.startsOn,
    input.endsOn,
  ]);
  return onlyRow(rows).id;
}

/**
 * Adds a report to a cycle; where it is said, it begins from its last closed cycle.
 * @throws Refusal `duplicate_name` where it is in it already; `invalid_input` for a tester who is none, or a cycle that is not its last closed one
 */
export async function addReportToCycle(
  db: Database,
  actor: Actor,
  input: {
    cycleId: string;
    reportId: string;
    testerId?: string | null | undefined;
    dueOn?: string | null | undefined;
    carriesFrom?: string | null | undefined;
  },
): Promise<{ id: string }> {
  return refusingConflicts(
    () =>
      inTransaction(db, async (sql) => {
        const earlier = input.carriesFrom ? await lastClosed(sql, input.reportId, input.carriesFrom) : null;
        const { rows } = await sql.query<{ id: string }>(
          'insert into cycle_report (cycle_id, report_id, tester_id, due_on, carries_from) values ($1, $2, $3, $4, $5) returning id',
          [input.cycleId, input.reportId, input.testerId ?? null, input.dueOn ?? null, input.carriesFrom ?? null],
        );
        const id = onlyRow(rows).id;
        if (input.testerId) await requireTester(sql, id, input.testerId);
        await recordAssignments(sql, [id]);
        const after = await readAssignment(sql, id);
        const changes = changesBetween(
          {},
          { tester: after.tester, dueOn: after.dueOn, ...(earlier === null ? {} : { beginsFrom: earlier }) },
        );
        await writeAudit(sql, { cycleReportId: id, kind: 'report_added', actor, subject: after.title, changes });
        return { id };
      }),
    { taken: 'This report is in the cycle already.' },
  );
}

/** The name of the last closed cycle of a report. @throws Refusal `invalid_input` where it is another one than was named */
async function lastClosed(sql: SqlClient, reportId: string, cycleReportId: string): Promise<string> {
  const { rows } = await sql.query<{ id: string; cycle: string }>(
    `select last.id, last.cycle from (${LAST_CLOSED_SQL}) last where last.report_id = $1`,
    [reportId],
  );
  const last = rows[0];
  if (last?.id !== cycleReportId)
    throw new Refusal('invalid_input', 'A report begins from its last closed cycle, and this is another one: open the form again.');
  return last.cycle;
}

/**
 * Names the tester or the due day of a report that has not started; afterwards the same is a command to its workflow.
 * @throws Refusal `not_found`, `already_started`, `invalid_input`, `tester_not_independent`.
 */
export async function assignTester(
  db: Database,
  actor: Actor,
  input: { cycleReportId: string; testerId?: string | undefined; dueOn?: string | undefined },
): Promise<{ id: string }> {
  return inTransaction(db, async (sql) => {
    const before = await readAssignment(sql, input.cycleReportId);
    if (before.started) throw new Refusal('already_started');
    await sql.query('update cycle_report set tester_id = coalesce($2, tester_id), due_on = coalesce($3, due_on) where id = $1', [
      input.cycleReportId,
      input.testerId ?? null,
      input.dueOn ?? null,
    ]);
    if (input.testerId) await requireTester(sql, input.cycleReportId, input.testerId);
    await recordAssignments(sql, [input.cycleReportId]);
    const after = await readAssignment(sql, input.cycleReportId);
    const changes = changesBetween({ tester: before.tester, dueOn: before.dueOn }, { tester: after.tester, dueOn: after.dueOn });
    await writeAudit(sql, { cycleReportId: input.cycleReportId, kind: 'assignment_changed', actor, subject: after.title, changes });
    return { id: input.cycleReportId };
  });
}

interface Assignment {
  title: string;
  tester: string | null;
  dueOn: string | null;
  started: boolean;
}

async function readAssignment(sql: SqlClient, cycleReportId: string): Promise<Assignment> {
  const { rows } = await sql.query<Assignment>(
    `select ${reportTitleSql()} as title, cr.tester_id as tester, to_char(cr.due_on, 'YYYY-MM-DD') as "dueOn", cr.started_at is not null as started
       from cycle_report cr ${REPORT_JOINS_SQL}
      where cr.id = $1 for update of cr`,
    [cycleReportId],
  );
  if (!rows[0]) throw new Refusal('not_found');
  return { ...rows[0], tester: personOrNobody(rows[0].tester) };
}

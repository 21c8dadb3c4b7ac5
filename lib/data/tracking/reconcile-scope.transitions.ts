import { chainInWords, instanceInWords } from '#domain/phase/chain-address';
import type { PhaseName } from '#domain/phase/phase-names';
import { ONE_LANE_AT_A_TIME } from '#domain/version/workflow-types';
import type { Database } from '../sql/connection';
import { CHAIN_JOINS_SQL, REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';

/** Up to where a workflow was looked at and all was in order. */
export interface Mark {
  /** Of a chain's standing; null of workflows that are no chain's. */
  revision: number | null;
  runId: string;
  /** The last event of that run that was read. */
  eventId: number;
}

/** A workflow that ought to be running: every report that is started and not closed, and every lane and phase opened in one. */
export interface ExpectedProcess {
  workflowId: string;
  /** The report by name. */
  title: string;
  /** Report by name, with its phase or lane. */
  subject: string;
  cycleReportId: string;
  chainId: string | null;
  /** Of the chain's standing. */
  revision: number | null;
  mark: Mark | null;
}

interface ProcessRow extends Omit<ExpectedProcess, 'subject'> {
  phase: PhaseName | null;
  instance: string | null;
}

/**
 * Reports still asking to start are left out: their command is what the relay looks after. So are lanes that wait for their turn, where they run
 * one after the other.
 */
export async function expectedProcesses(db: Database): Promise<ExpectedProcess[]> {
  const { rows } = await db.pool.query<ProcessRow>(
    `select p.*, case when m.workflow_id is not null
         then jsonb_build_object('revision', m.revision, 'runId', m.run_id, 'eventId', m.event_id) end as mark
     from (
       select 'cycle-report/' || cr.id as "workflowId", ${reportTitleSql()} as title, cr.id as "cycleReportId", null::uuid as "chainId",
         null::text as phase, null::text as instance, null::int as revision
       from cycle_report cr ${REPORT_JOINS_SQL} where cr.started_at is not null and cr.closed_at is null
       union all
       select l.workflow_id, ${reportTitleSql()}, cr.id, null, null, l.key, null
       from lane l join cycle_report cr on cr.id = l.cycle_report_id ${REPORT_JOINS_SQL} where cr.closed_at is null
         and (cr.workflow_type is null or cr.workflow_type <> all($1) or exists (select from chain c where c.lane_id = l.id))
       union all
       select ch.workflow_id, ${reportTitleSql()}, cr.id, ch.id, ch.phase, ch.instance, n.revision
       from chain ch ${CHAIN_JOINS_SQL} left join chain_now n on n.chain_id = ch.id where cr.closed_at is null
     ) p left join reconcile_mark m on m.workflow_id = p."workflowId"
     order by 1`,
    [ONE_LANE_AT_A_TIME],
  );
  return rows.map(({ phase, instance, ...row }) => ({ ...row, subject: inWords(row.title, phase, instance) }));
}

function inWords(title: string, phase: PhaseName | null, instance: string | null): string {
  if (phase !== null) return `${title}: ${chainInWords({ phase, instance: instance ?? '' })}`;
  return instance === null ? title : `${title}: the lane of ${instanceInWords(instance)}`;
}

/** Notes up to where workflows were found in order. */
export async function markLookedAt(db: Database, looked: readonly ({ workflowId: string } & Mark)[]): Promise<void> {
  if (looked.length === 0) return;
  await db.pool.query(
    `insert into reconcile_mark as m (workflow_id, revision, run_id, event_id)
     select "workflowId", revision, "runId", "eventId"
     from jsonb_to_recordset($1::jsonb) as g ("workflowId" text, revision int, "runId" text, "eventId" int)
     on conflict (workflow_id) do update set revision = excluded.revision, run_id = excluded.run_id, event_id = excluded.event_id
       where (m.revision, m.run_id, m.event_id) is distinct from (excluded.revision, excluded.run_id, excluded.event_id)`,
    [JSON.stringify(looked)],
  );
}

/** Has workflows of which something was found looked at by each pass, until they are in order. */
export async function forgetMarks(db: Database, workflowIds: readonly string[]): Promise<void> {
  if (workflowIds.length > 0) await db.pool.query('delete from reconcile_mark where workflow_id = any($1)', [workflowIds]);
}

/** Reports that are closed, or were never started, among these ids; the rest the tables do not know. */
export async function knownReports(db: Database, cycleReportIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await db.pool.query<{ id: string }>('select id::text from cycle_report where id::text = any($1)', [cycleReportIds]);
  return new Set(rows.map(({ id }) => id));
}

/** Chains of which people should have been told long ago, and nobody asked for anything meanwhile. */
export async function overdueAlarms(
  db: Database,
  olderThanMinutes: number,
): Promise<{ workflowId: string; subject: string; dueAt: Date }[]> {
  const { rows } = await db.pool.query<{ workflowId: string; title: string; phase: PhaseName; instance: string; dueAt: Date }>(
    `select ch.workflow_id as "workflowId", ${reportTitleSql()} as title, ch.phase, ch.instance, n.next_alarm_at as "dueAt"
     from chain_now n join chain ch on ch.id = n.chain_id ${CHAIN_JOINS_SQL}
     where cr.closed_at is null and not n.closed and n.next_alarm_at < now() - $1 * interval '1 minute' order by 1`,
    [olderThanMinutes],
  );
  return rows.map(({ workflowId, title, phase, instance, dueAt }) => ({ workflowId, dueAt, subject: inWords(title, phase, instance) }));
}

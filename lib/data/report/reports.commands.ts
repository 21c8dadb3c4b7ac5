import { personOrNobody } from '#domain/people/person-token';
import { Refusal } from '#domain/refusals';
import { calendarNameSql, requireCalendar } from '../calendars/calendar.queries';
import type { Actor } from '../people/actor';
import { requireIndependent } from '../people/independence';
import { requireHolder } from '../people/require-holder';
import { ownership, recordRightsChange } from '../people/rights-changes';
import { type AuditEntry, writeAudit } from '../record/audit';
import { auditInstallation, changesBetween } from '../record/installation-audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { refusingConflicts } from '../sql/database-errors';
import { onlyRow } from '../sql/only-row';
import { SqlParams } from '../sql/sql-params';
import { lockChainsOf, ownersInTrail, recordAssignments } from '../turns/assignments';
import { passTurns } from '../turns/ledger';

export interface ReportInput {
  id?: string | undefined;
  name: string;
  regulator: string;
  /** Left out: unchanged. */
  description?: string | undefined;
  /** null: nobody yet; left out: unchanged. */
  ownerId?: string | null | undefined;
  /** By which its phases count that open from now on. null: the installation's own; left out: unchanged. */
  calendarId?: string | null | undefined;
}

interface ReportFacts {
  name: string;
  regulator: string;
  description: string;
  ownerId: string | null;
  /** Its name; null: the installation's own. */
  calendar: string | null;
}

/** By which a report counts that names no other. */
const OWN_CALENDAR = 'the installation’s own';

function factsOf(report: ReportFacts | null): Record<string, string | null> {
  if (report === null) return { calendar: OWN_CALENDAR };
  const { ownerId, calendar, ...facts } = report;
  return { ...facts, owner: personOrNobody(ownerId), calendar: calendar ?? OWN_CALENDAR };
}

/**
 * Adds a report or changes it. Another calendar moves no date of a phase under way.
 * @throws Refusal `not_found`, `duplicate_name`, `invalid_input` for an owner who holds no such role or a calendar that is none; `delegate_not_independent`
 */
export async function saveReport(db: Database, actor: Actor, input: ReportInput): Promise<{ id: string }> {
  return refusingConflicts(
    () =>
      inTransaction(db, async (sql) => {
        const passes = input.id !== undefined && input.ownerId !== undefined;
        if (input.id && passes) await lockChainsOf(sql, { reportId: input.id });
        if (input.ownerId) await requireHolder(sql, input.ownerId, 'report_owner');
        if (input.calendarId) await requireCalendar(sql, input.calendarId);
        const before = input.id ? await readReport(sql, input.id) : null;
        const id = input.id ? await updateReport(sql, input.id, input) : await insertReport(sql, input);
        const entries: AuditEntry[] = [];
        if (passes) {
          entries.push(...ownersInTrail(actor, await recordAssignments(sql, [id])));
          await passTurns(sql, [id], { cause: 'owner_changed', commandId: null, at: null });
        }
        const after = await readReport(sql, id);
        if (after.ownerId !== (before?.ownerId ?? null)) await nameOwner(sql, actor, id, before?.ownerId ?? null, after.ownerId);
        const changes = changesBetween(factsOf(before), factsOf(after));
        await writeAudit(sql, ...entries, { cycleReportId: null, kind: 'report_saved', actor, subject: after.name, changes });
        return { id };
      }),
    { taken: `There is a report named ${input.name}.` },
  );
}

/**
 * Names the owner of a report, who is independent of what they decide on; the change waits for a second person.
 * @throws Refusal `delegate_not_independent`
 */
export async function nameOwner(sql: SqlClient, actor: Actor, reportId: string, from: string | null, to: string | null): Promise<void> {
  const params = new SqlParams();
  if (to !== null) await requireIndependent(sql, 'owner', to, `r.id = ${params.bind(reportId)}`, params);
  await recordRightsChange(sql, actor, ownership(reportId, from, to));
}

/** Inserts a report without its row of the trail, for writes that make several things in one transaction. */
export async function insertReport(sql: SqlClient, input: Omit<ReportInput, 'id'>): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(
    'insert into report (name, regulator, description, owner_id, calendar_id) values ($1, $2, $3, $4, $5) returning id',
    [input.name, input.regulator, input.description ?? '', input.ownerId ?? null, input.calendarId ?? null],
  );
  return onlyRow(rows).id;
}

async function updateReport(sql: SqlClient, id: string, input: ReportInput): Promise<string> {
  await sql.query(
    `update report set name = $2, regulator = $3, description = coalesce($4, description),
       owner_id = case when $5 then $6::uuid else owner_id end, calendar_id = case when $7 then $8::uuid else calendar_id end where id = $1`,
    [
      ...[id, input.name, input.regulator, input.description ?? null, input.ownerId !== undefined, input.ownerId ?? null],
      ...[input.calendarId !== undefined, input.calendarId ?? null],
    ],
  );
  return id;
}

async function readReport(sql: SqlClient, id: string): Promise<ReportFacts> {
  const { rows } = await sql.query<ReportFacts>(
    `select r.name, r.regulator, r.description, r.owner_id as "ownerId", ${calendarNameSql('r.calendar_id')} as calendar from report r
      where r.id = $1 for update`,
    [id],
  );
  if (!rows[0]) throw new Refusal('not_found');
  return rows[0];
}

export interface SourceInput {
  id?: string | undefined;
  reportId: string;
  name: string;
  system: string;
  active: boolean;
}

/** Adds a source system to a report's list or changes it; a PDE may only name a listed one. @throws Refusal as `saveReport`. */
export async function saveSource(db: Database, actor: Actor, input: SourceInput): Promise<{ id: string }> {
  return refusingConflicts(
    () =>
      inTransaction(db, async (sql) => {
        const report = await readReport(sql, input.reportId);
        const before = input.id ? await readSource(sql, input.id, input.reportId) : null;
        const id = before && input.id ? await updateSource(sql, input.id, input) : await insertSource(sql, input.reportId, input);
        const after = await readSource(sql, id, input.reportId);
        await auditInstallation(sql, actor, 'source_saved', `${after.name}, ${report.name}`, changesBetween({ ...before }, { ...after }));
        return { id };
      }),
    { taken: `This report lists a source named ${input.name}.` },
  );
}

/** Inserts a source of a report without its row of the trail, for writes that make several things in one transaction. */
export async function insertSource(
  sql: SqlClient,
  reportId: string,
  input: { name: string; system: string; active?: boolean },
): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(
    'insert into source (report_id, name, system, active) values ($1, $2, $3, $4) returning id',
    [reportId, input.name, input.system, input.active ?? true],
  );
  return onlyRow(rows).id;
}

async function updateSource(sql: SqlClient, id: string, input: SourceInput): Promise<string> {
  await sql.query('update source set name = $2, system = $3, active = $4 where id = $1', [id, input.name, input.system, input.active]);
  return id;
}

async function readSource(sql: SqlClient, id: string, reportId: string): Promise<{ name: string; system: string; active: string }> {
  const { rows } = await sql.query<{ name: string; system: string; active: string }>(
    `select name, system, case when active then 'yes' else 'no' end as active from source where id = $1 and report_id = $2 for update`,
    [id, reportId],
  );
  if (!rows[0]) throw new Refusal('not_found');
  return rows[0];
}

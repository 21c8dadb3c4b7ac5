import type { PackageRow, PackagesView } from '#contract/views/package-views';
import { isId } from '#domain/id';
import type { Omission } from '#domain/package/manifest';
import { may, permittedAction, type ReportAction, type Subject } from '#domain/people/permissions';
import { REFUSALS, Refusal } from '#domain/refusals';
import { type CycleReportScope, requireCycleReport } from '../people/access.queries';
import type { Database, Queryable } from '../sql/connection';
import { nameThenSql } from '../sql/fragments';

/** The right that a package takes, to have it made and to have it: a redacted one is an examiner's too. */
export function packageRight(redacted: boolean): ReportAction {
  return redacted ? 'take_redacted' : 'make_package';
}

/** A package and the report it is of. */
export interface PackageScope {
  packageId: string;
  cycleReportId: string;
  number: number;
  redacted: boolean;
  /** Lower-case hex; null while it is made and where it could not be. */
  sha256: string | null;
  /** Bytes. */
  size: number | null;
  report: CycleReportScope;
}

/** @throws Refusal `not_found` where there is none, or where it is not theirs to have */
export async function requirePackage(db: Queryable, subject: Subject, packageId: string): Promise<PackageScope> {
  if (!isId(packageId)) throw new Refusal('not_found');
  const { rows } = await db.query<Omit<PackageScope, 'report' | 'size'> & { size: string | null }>(
    'select id as "packageId", cycle_report_id as "cycleReportId", number, redacted, sha256, size from package where id = $1',
    [packageId],
  );
  const [found] = rows;
  if (found === undefined) throw new Refusal('not_found');
  const report = await requireCycleReport(db, subject, found.cycleReportId);
  if (!may(subject, packageRight(found.redacted), report.resource).allowed) throw new Refusal('not_found');
  return { ...found, size: found.size === null ? null : Number(found.size), report };
}

/** A report of which somebody may have packages of some kind. @throws Refusal `not_found` */
export async function requirePackagesOf(db: Queryable, subject: Subject, cycleReportId: string): Promise<CycleReportScope> {
  const report = await requireCycleReport(db, subject, cycleReportId);
  if (!may(subject, 'take_redacted', report.resource).allowed) throw new Refusal('not_found');
  return report;
}

const LISTED = 100;
/** How many omissions of a package the page names; the manifest lists them all. */
const NAMED_OMISSIONS = 50;

interface Row extends Omit<PackageRow, 'madeAt' | 'finishedAt' | 'size' | 'omissions' | 'withheld' | 'stamped'> {
  madeAt: Date;
  finishedAt: Date | null;
  stampedAt: Date | null;
  stampedBy: string | null;
  size: string | null;
  omissions: Omission[] | null;
  withheld: number | null;
}

/** The packages of a report as far as somebody may have them. @throws Refusal `not_found` */
export async function readPackages(db: Queryable, subject: Subject, cycleReportId: string): Promise<PackagesView> {
  const report = await requirePackagesOf(db, subject, cycleReportId);
  const full = may(subject, 'make_package', report.resource).allowed;
  const { rows } = await db.query<Row>(
    `select p.id, p.number, p.redacted, p.state, ${nameThenSql('p.made_by_id', 'p.made_at')} as "madeBy", p.made_at as "madeAt", p.finished_at as "finishedAt",
            p.sha256, p.size, p.entries, p.fingerprint, p.stamped_at as "stampedAt", p.stamped_by as "stampedBy", p.omissions, p.withheld, p.failure, p.progress
       from package p where p.cycle_report_id = $1 and (p.redacted or $2) order by p.number desc limit ${LISTED}`,
    [report.cycleReportId, full],
  );
  const making = (redacted: boolean): string | null =>
    rows.some((row) => row.state === 'making' && row.redacted === redacted) ? REFUSALS.package_running : null;
  return {
    cycleReportId: report.cycleReportId,
    reportName: report.reportName,
    cycleName: report.cycleName,
    rows: rows.map(shown),
    makeFull: full ? permittedAction(subject, 'make_package', report.resource, making(false)) : null,
    makeRedacted: permittedAction(subject, 'take_redacted', report.resource, making(true)),
  };
}

function shown({ madeAt, finishedAt, stampedAt, stampedBy, size, omissions, withheld, ...row }: Row): PackageRow {
  const named = (omissions ?? []).slice(0, NAMED_OMISSIONS);
  const more = (omissions?.length ?? 0) - named.length;
  return {
    ...row,
    madeAt: madeAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    stamped: stampedAt === null || stampedBy === null ? null : { at: stampedAt.toISOString(), by: stampedBy },
    size: size === null ? null : Number(size),
    omissions: more > 0 ? [...named, { what: `${more} more`, reason: 'The manifest of the package lists them.' }] : named,
    withheld: withheld ?? 0,
  };
}

/** A package that the worker is to make. */
export interface WaitingPackage {
  packageId: string;
  cycleReportId: string;
  number: number;
  redacted: boolean;
  madeById: string;
  madeByRole: string;
  madeAt: Date;
  /** Whether its report is closed. */
  closed: boolean;
}

const WAITING_COLUMNS = `(select cr.closed_at is not null from cycle_report cr where cr.id = p.cycle_report_id) as closed, p.id as "packageId", p.cycle_report_id as "cycleReportId", p.number, p.redacted, p.made_by_id as "madeById", p.made_by_role as "madeByRole", p.made_at as "madeAt"`;

/** A package that waits to be made; null where it is made already, could not be, or is none. */
export async function waitingPackage(db: Queryable, packageId: string): Promise<WaitingPackage | null> {
  const { rows } = await db.query<WaitingPackage>(`select ${WAITING_COLUMNS} from package p where p.id = $1 and p.state = 'making'`, [
    packageId,
  ]);
  return rows[0] ?? null;
}

/** Packages that have waited longer than this, the oldest first: their workflow may never have been started. */
export async function waitingPackages(db: Database, olderThanMs: number): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `select id from package where state = 'making' and made_at < clock_timestamp() - $1 * interval '1 millisecond' order by made_at limit 100`,
    [olderThanMs],
  );
  return rows.map(({ id }) => id);
}

/** A run of a report's workflows that Temporal may know more of than the archive. */
export interface ReportRun {
  workflowId: string;
  runId: string;
}

/** Every run of a report's workflows, by the steps that it made. */
export async function runsOfReport(db: Database, cycleReportId: string): Promise<ReportRun[]> {
  const { rows } = await db.pool.query<ReportRun>(
    `select workflow_id as "workflowId", run_id as "runId" from workflow_executions
      where workflow_id = 'cycle-report/' || $1 or workflow_id like 'cycle-report/' || $1 || '/%' order by started_at, run_id`,
    [cycleReportId],
  );
  return rows;
}

/** Whether the archive of a run holds the event that ends it. */
export async function archiveIsWhole(db: Database, run: ReportRun): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `select from history_segment where workflow_id = $1 and run_id = $2
        and events -> -1 ->> 'eventType' ~ '^EVENT_TYPE_WORKFLOW_EXECUTION_(COMPLETED|FAILED|CANCELED|TERMINATED|CONTINUED_AS_NEW|TIMED_OUT)$'`,
    [run.workflowId, run.runId],
  );
  return (rowCount ?? 0) > 0;
}

import { isId } from '#domain/id';
import { type LaneOwnership, may, type Resource, type Subject } from '#domain/people/permissions';
import type { PhaseName } from '#domain/phase/phase-names';
import { Refusal } from '#domain/refusals';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import { isApproved, type VersionStatus } from '#domain/version/version-status';
import { behindSql } from '../sql/behind';
import type { Queryable } from '../sql/connection';
import { CHAIN_JOINS_SQL, laneOwnershipSql, REPORT_JOINS_SQL } from '../sql/fragments';
import { queryPrepared } from '../sql/query-prepared';

/** A cycle report with what permission is decided on, and its names. */
export interface CycleReportScope {
  cycleReportId: string;
  cycleId: string;
  reportId: string;
  reportName: string;
  cycleName: string;
  testerId: string | null;
  ownerId: string | null;
  startedAt: Date | null;
  closedAt: Date | null;
  resource: Resource;
}

export interface ChainScope extends CycleReportScope {
  chainId: string;
  phase: PhaseName;
  instance: string;
  workflowId: string;
  policy: ApprovalPolicy;
  dueAt: Date | null;
}

/** A version with the chain and report it belongs to. Hashes are null in a draft. */
export interface VersionScope extends ChainScope {
  versionId: string;
  number: number;
  status: VersionStatus;
  parentId: string | null;
  parentNumber: number | null;
  editRevision: number;
  versionHash: Buffer | null;
  submittedById: string | null;
}

const CYCLE_REPORT_COLUMNS = `cr.id as "cycleReportId", cr.cycle_id as "cycleId", cr.report_id as "reportId", r.name as "reportName",
  tc.name as "cycleName", cr.tester_id as "testerId", r.owner_id as "ownerId", cr.started_at as "startedAt", cr.closed_at as "closedAt", ${behindSql('cr')} as behind,
  array(select later.tester_id from cycle_report later where later.carries_from = cr.id and later.tester_id is not null) as "laterTesterIds"`;
const CHAIN_COLUMNS = `${CYCLE_REPORT_COLUMNS}, ch.id as "chainId", ch.phase, ch.instance, ch.workflow_id as "workflowId", ch.policy, ch.due_at as "dueAt", ${laneOwnershipSql('ch')} as ownership`;
const VERSION_SELECT = `select ${CHAIN_COLUMNS}, v.id as "versionId", v.number, v.status, v.parent_id as "parentId",
  p.number as "parentNumber", v.edit_revision as "editRevision", v.version_hash as "versionHash", v.submitted_by_id as "submittedById"
  from version v join chain ch on ch.id = v.chain_id ${CHAIN_JOINS_SQL} left join version p on p.id = v.parent_id`;

/** @throws Refusal `not_found` where the cycle report does not exist or this person may not see it. */
export async function requireCycleReport(db: Queryable, subject: Subject, cycleReportId: string): Promise<CycleReportScope> {
  const { rows } = await queryPrepared<Found<CycleReportScope>>(
    db,
    `select ${CYCLE_REPORT_COLUMNS} from cycle_report cr ${REPORT_JOINS_SQL} where cr.id = $1`,
    [knownId(cycleReportId)],
  );
  return visible(rows[0], subject);
}

/** A cycle report as far as somebody may see it. */
export interface ReportPart extends CycleReportScope {
  /** The chains that they may see, where that is not all of it; null: all of it. */
  chainIds: readonly string[] | null;
}

/** Whether somebody may see all of a report, and not some of its lanes alone. */
export function seesWholeReport(subject: Subject, { resource }: Pick<CycleReportScope, 'resource'>): boolean {
  return may(subject, 'view', { ...resource, lane: null }).allowed;
}

/**
 * A cycle report for somebody who may see all of it, or chains in its lanes alone.
 * @throws Refusal `not_found` where it does not exist or there is nothing in it that they may see
 */
export async function requireReportPart(db: Queryable, subject: Subject, cycleReportId: string): Promise<ReportPart> {
  const { rows } = await db.query<Found<CycleReportScope>>(
    `select ${CYCLE_REPORT_COLUMNS} from cycle_report cr ${REPORT_JOINS_SQL} where cr.id = $1`,
    [knownId(cycleReportId)],
  );
  const scope = scopeOf(rows[0]);
  if (seesWholeReport(subject, scope)) return { ...scope, chainIds: null };
  const chains = await db.query<{ id: string; lane: LaneOwnership }>(
    `select ch.id, ${laneOwnershipSql('ch')} as lane from chain ch where ch.cycle_report_id = $1 and ch.lane_id is not null order by ch.id`,
    [scope.cycleReportId],
  );
  const seen = chains.rows.filter(({ lane }) => may(subject, 'view', { ...scope.resource, lane }).allowed);
  if (seen.length === 0) throw new Refusal('not_found');
  return { ...scope, chainIds: seen.map(({ id }) => id) };
}

/** Who may hear of a report: what permission to see it is decided on, of all of it and of each of its lanes' chains. */
export interface Audience {
  cycleReportId: string;
  cycleId: string;
  resource: Resource;
  lanes: readonly LaneOwnership[];
}

/** The audiences of reports, in one statement, for whoever asks `mayHear` of each person; ids that are none's are left out. */
export async function readAudiences(db: Queryable, cycleReportIds: readonly string[]): Promise<Audience[]> {
  const { rows } = await db.query<Found<CycleReportScope> & { lanes: LaneOwnership[] }>(
    `select ${CYCLE_REPORT_COLUMNS}, coalesce((select jsonb_agg(${laneOwnershipSql('ch')}) from chain ch
         where ch.cycle_report_id = cr.id and ch.lane_id is not null), '[]') as lanes
       from cycle_report cr ${REPORT_JOINS_SQL} where cr.id = any($1::uuid[])`,
    [cycleReportIds],
  );
  return rows.map(({ lanes, ...row }) => {
    const { cycleReportId, cycleId, resource } = scopeOf(row);
    return { cycleReportId, cycleId, resource, lanes };
  });
}

/** Whether somebody may see a report, or chains in its lanes: whom `requireReportPart` lets in. */
export function mayHear(subject: Subject, { resource, lanes }: Audience): boolean {
  return seesWholeReport(subject, { resource }) || lanes.some((lane) => may(subject, 'view', { ...resource, lane }).allowed);
}

/** @throws Refusal `not_found` where the chain does not exist or this person may not see it. */
export async function requireChain(db: Queryable, subject: Subject, chainId: string): Promise<ChainScope> {
  const { rows } = await queryPrepared<Found<ChainScope>>(db, `select ${CHAIN_COLUMNS} from chain ch ${CHAIN_JOINS_SQL} where ch.id = $1`, [
    knownId(chainId),
  ]);
  return visible(rows[0], subject);
}

/** @throws Refusal `not_found` where the version does not exist or this person may not see it. */
export async function requireVersion(db: Queryable, subject: Subject, versionId: string): Promise<VersionScope> {
  const { rows } = await queryPrepared<Found<VersionScope>>(db, `${VERSION_SELECT} where v.id = $1`, [knownId(versionId)]);
  return visible(rows[0], subject);
}

/**
 * A version to compare with: another of the same chain, or the approved one of the same phase in another cycle of the report. Across cycles records have other
 * pseudonyms, so that phases whose items are records compare within their chain alone.
 * @throws Refusal `not_found` where it is neither, or this person may not see it
 */
export async function requireBaseline(
  db: Queryable,
  subject: Subject,
  scope: VersionScope,
  base: { versionId: string; acrossCycles: boolean },
): Promise<VersionScope> {
  const found = await requireVersion(db, subject, base.versionId);
  if (found.chainId === scope.chainId) return found;
  const isSamePhase = found.reportId === scope.reportId && found.phase === scope.phase && found.instance === '' && scope.instance === '';
  if (!base.acrossCycles || !isSamePhase || !isApproved(found.status)) throw new Refusal('not_found');
  return found;
}

/** A scope as the database answers it. */
type Found<Scope extends CycleReportScope> = Omit<Scope, 'resource'> & {
  ownership?: LaneOwnership | null;
  laterTesterIds: string[];
  behind: boolean;
};

/** What is no id is not found, before PostgreSQL says that it is no uuid. */
function knownId(id: string): string {
  if (!isId(id)) throw new Refusal('not_found');
  return id;
}

/** @throws Refusal `not_found` where there is no such row */
function scopeOf<Row extends Found<CycleReportScope>>(
  row: Row | undefined,
): Omit<Row, 'ownership' | 'laterTesterIds' | 'behind'> & { resource: Resource } {
  if (!row) throw new Refusal('not_found');
  const { ownership, laterTesterIds, behind, ...scope } = row;
  const resource: Resource = {
    cycleReportId: row.cycleReportId,
    reportId: row.reportId,
    testerId: row.testerId,
    ownerId: row.ownerId,
    closed: row.closedAt !== null,
    ...(behind ? { behind } : {}),
    ...(laterTesterIds.length > 0 ? { laterTesterIds } : {}),
    ...(ownership ? { lane: ownership } : {}),
  };
  return { ...scope, resource };
}

function visible<Row extends Found<CycleReportScope>>(
  row: Row | undefined,
  subject: Subject,
): Omit<Row, 'ownership' | 'laterTesterIds' | 'behind'> & { resource: Resource } {
  const scope = scopeOf(row);
  if (!may(subject, 'view', scope.resource).allowed) throw new Refusal('not_found');
  return scope;
}

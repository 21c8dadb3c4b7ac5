import type { PersonRef, VersionRef } from '#contract/views/row-views';
import type { DecisionRecord, VersionView } from '#contract/views/version-views';
import { may, principalsOf, type Subject } from '#domain/people/permissions';
import { ROLES, type Role } from '#domain/people/roles';
import type { ChainAddress } from '#domain/phase/chain-address';
import { answersOf, phaseDefinition } from '#domain/phases/registry';
import { Refusal } from '#domain/refusals';
import { approvalStanding } from '#domain/version/approval';
import type { CastDecision } from '#domain/version/approval-policy';
import { decidingCapacity } from '#domain/version/decision-rules';
import { turnOf } from '#domain/version/turn';
import { isApproved, PENDING_STATUS } from '#domain/version/version-status';
import { featuresOf } from '#domain/version/workflow-types';
import { countUnresolved } from '../comments/comments.queries';
import { countChanges } from '../log/diff-changes.queries';
import { countContent, countMatching } from '../log/version-content.queries';
import { requireReportPart, requireVersion, seesWholeReport, type VersionScope } from '../people/access.queries';
import { readMask } from '../people/masking.queries';
import { standingChanges } from '../people/rights-changes';
import type { Database } from '../sql/connection';
import { type Queryable } from '../sql/connection';
import { approvedSql, nameThenSql, openSql } from '../sql/fragments';
import { type TemporalPages, temporalRunUrl } from '../tracking/temporal-links';
import { countUnanswered } from './answers.queries';
import { approvalsGiven } from './approvals-given';
import { readCarriedView, readOtherCycles } from './other-cycles.queries';
import { readRecordedStanding } from './recorded-standing.queries';
import { permittedActions } from './version-actions';
import { readAuthors, readDecisions, readLastSeen, readPendingCommand, readUpstream, readWork } from './version-record.queries';
import { isoOrNull, readVersionRefs } from './version-refs.queries';

export interface VersionRequest {
  versionId: string;
  /** Where Temporal's own pages are; left out: no link. */
  temporal?: TemporalPages | null | undefined;
}

interface HeaderRow {
  /** By the database's clock. */
  now: Date;
  reason: string;
  cause: string;
  note: string;
  contentHash: Buffer | null;
  createdAt: Date;
  submittedAt: Date | null;
  decidedAt: Date | null;
  submitterId: string | null;
  submitterName: string | null;
  submitterRole: string | null;
  testerName: string | null;
  ownerName: string | null;
  workflowType: string | null;
  workflowId: string;
  runId: string;
  stepKey: string;
  activityName: string;
}

/** All that the version header shows and what this person may do. @throws Refusal `not_found`. */
export async function readVersion(db: Database, subject: Subject, request: VersionRequest): Promise<VersionView> {
  const scope = await requireVersion(db.pool, subject, request.versionId);
  const { chainId, number, versionId } = scope;
  const answers = answersOf(scope.phase);
  const { rows } = phaseDefinition(scope.phase);
  const [
    header,
    versions,
    decisions,
    authors,
    upstream,
    work,
    itemCount,
    lastSeenVersionId,
    pendingCommandId,
    unresolvedComments,
    standing,
    recorded,
    unanswered,
    carried,
    otherCycles,
  ] = await Promise.all([
    readHeader(db.pool, versionId),
    readVersionRefs(db.pool, chainId),
    readDecisions(db.pool, chainId, number),
    readAuthors(db.pool, chainId, number),
    seesWholeReport(subject, scope) ? readUpstream(db.pool, versionId) : [],
    readMask(db.pool, subject, scope).then((mask) => readWork(db.pool, versionId, { detailed: mask.names.size === 0 })),
    rows === undefined ? countContent(db.pool, chainId, number) : countMatching(db.pool, chainId, number, rows),
    readLastSeen(db.pool, chainId, number, subject.userId),
    readPendingCommand(db.pool, chainId, versionId),
    countUnresolved(db.pool, chainId, number),
    standingChanges(db.pool, scope.reportId, principalIds(subject)),
    readRecordedStanding(db.pool, subject, scope),
    answers === null || scope.status !== 'pending_approval' ? 0 : countUnanswered(db.pool, scope, answers),
    readCarriedView(db.pool, scope),
    readOtherCycles(db.pool, subject, scope),
  ]);
  const cast = castOn(decisions, number);
  const at = header.now.toISOString();
  const decidesFor = lenderOf(subject, scope);
  return {
    id: versionId,
    ...names(scope),
    parent: scope.parentId === null || scope.parentNumber === null ? null : { id: scope.parentId, number: scope.parentNumber },
    reason: header.reason,
    cause: header.cause,
    note: header.note,
    editRevision: scope.editRevision,
    itemCount,
    totals: await totalsOf(db.pool, scope, versions),
    contentHash: header.contentHash?.toString('hex') ?? null,
    versionHash: scope.versionHash?.toString('hex') ?? null,
    createdAt: header.createdAt.toISOString(),
    submittedAt: isoOrNull(header.submittedAt),
    submittedBy: submitter(header),
    decidedAt: isoOrNull(header.decidedAt),
    dueAt: isoOrNull(scope.dueAt),
    turn: scope.status === 'pending_approval' ? turnOf(scope.status, scope.policy, header.testerName, header.ownerName) : null,
    policy: scope.policy,
    // What was decided stays as it was decided: only what waits is asked for now.
    approval: approvalStanding(scope.policy, cast, scope.status === PENDING_STATUS ? at : undefined),
    approvalsGiven:
      scope.status === PENDING_STATUS
        ? approvalsGiven({ policy: scope.policy, decisions, number, at, readers: [subject.userId, ...(decidesFor ? [decidesFor.id] : [])] })
        : [],
    authors,
    upstream,
    decisions,
    actions: permittedActions({
      subject,
      resource: scope.resource,
      policy: scope.policy,
      status: scope.status,
      submittedById: scope.submittedById,
      authorIds: authors.flatMap((author) => author.id ?? []),
      changerIds: standing.changerIds,
      cast,
      at,
      unresolvedComments,
      unanswered,
      workRunning: work?.status === 'running',
      chainStatuses: versions.map((version) => version.status),
      unacceptedInputs: upstream.filter((one) => one.stale && !one.accepted).length,
      recorded: recorded && { retired: recorded.lane.retired !== null },
      reopens: featuresOf(header.workflowType).reopening,
      answered: answers !== null,
    }),
    decidesFor,
    versions,
    carried,
    otherCycles,
    approvedVersionId: versions.find((version) => isApproved(version.status))?.id ?? null,
    lastSeenVersionId,
    pendingCommandId,
    work,
    recorded,
    provenance: {
      workflowId: header.workflowId,
      runId: header.runId,
      stepKey: header.stepKey,
      activityName: header.activityName,
      temporalUrl: may(subject, 'see_temporal').allowed ? temporalRunUrl(request.temporal ?? null, header.workflowId, header.runId) : null,
    },
  };
}

/**
 * The version of a phase by its number, for addresses; without a number the open one, else the latest.
 * @throws Refusal `not_found` where there is none.
 */
export async function findVersionId(
  db: Database,
  subject: Subject,
  request: ChainAddress & { number?: number | null | undefined },
): Promise<string> {
  const { chainIds } = await requireReportPart(db.pool, subject, request.cycleReportId);
  const answer = await db.pool.query<{ id: string }>(
    `select v.id from version v join chain ch on ch.id = v.chain_id
      where ch.cycle_report_id = $1 and ch.phase = $2 and ch.instance = $3 and ($4::int is null or v.number = $4)
        and ($5::uuid[] is null or ch.id = any($5::uuid[]))
      order by (${openSql('v')}) desc, (${approvedSql('v')}) desc, v.number desc limit 1`,
    [request.cycleReportId, request.phase, request.instance, request.number ?? null, chainIds],
  );
  const [row] = answer.rows;
  if (!row) throw new Refusal('not_found');
  return row.id;
}

function names(scope: VersionScope) {
  const { number, status, chainId, cycleReportId, reportName, cycleName, phase, instance } = scope;
  return { number, status, chainId, cycleReportId, reportName, cycleName, phase, instance };
}

async function readHeader(db: Queryable, versionId: string): Promise<HeaderRow> {
  const answer = await db.query<HeaderRow>(
    `select now() as now, v.reason, v.cause, v.note, v.content_hash as "contentHash", v.created_at as "createdAt", v.submitted_at as "submittedAt",
            v.decided_at as "decidedAt", v.submitted_by_id as "submitterId", coalesce(c.name, case when v.submitted_by_id is not null then ${nameThenSql('v.submitted_by_id', 'v.submitted_at')} end) as "submitterName", c.actor_role as "submitterRole",
            tu.name as "testerName", ou.name as "ownerName", cr.workflow_type as "workflowType", e.workflow_id as "workflowId", e.run_id as "runId", s.step_key as "stepKey", v.workflow_activity_name as "activityName"
       from version v join workflow_executions e on e.id = v.workflow_execution_id join workflow_steps s on s.id = v.workflow_step_id
       join chain ch on ch.id = v.chain_id join cycle_report cr on cr.id = ch.cycle_report_id join report r on r.id = cr.report_id
       left join app_user tu on tu.id = cr.tester_id left join app_user ou on ou.id = r.owner_id
       left join lateral (select ${nameThenSql('c.actor_id', 'c.created_at')} as name, c.actor_role from command c join receipt rc on rc.command_id = c.id and rc.outcome = 'applied'
              where c.target_kind = 'chain' and c.target_id = v.chain_id and c.version_id = v.id and c.kind = 'submit_version' limit 1) c on true
      where v.id = $1`,
    [versionId],
  );
  const [row] = answer.rows;
  if (!row) throw new Error(`version ${versionId} vanished`);
  return row;
}

function submitter(header: HeaderRow): PersonRef | null {
  return header.submitterId === null
    ? null
    : { id: header.submitterId, name: header.submitterName ?? '', role: header.submitterRole ?? '' };
}

/** Counts of a version against its parent. Freezing stamps them; a draft's are counted now, at the cost of what it changed. */
async function totalsOf(db: Queryable, scope: VersionScope, versions: readonly VersionRef[]): Promise<VersionView['totals']> {
  if (scope.status !== 'draft') return versions.find((version) => version.id === scope.versionId)?.totals ?? null;
  if (scope.parentNumber === null) return null;
  const { items } = await countChanges(db, { chainId: scope.chainId, base: scope.parentNumber, head: scope.number });
  return { added: items.added, changed: items.changed, removed: items.removed };
}

/** The handles of a person and of everybody who lent them a role. */
function principalIds(subject: Subject): string[] {
  return principalsOf(subject).map(({ principal }) => principal?.userId ?? subject.userId);
}

/** The person for whom a decision would be made, chosen as `issueCommand` (lib/dispatch) chooses; null in the decider's own right. */
function lenderOf(subject: Subject, { policy, resource, status }: VersionScope): VersionView['decidesFor'] {
  const lender = status === 'pending_approval' ? decidingCapacity(subject, policy, resource)?.onBehalfOf : null;
  return lender ? { id: lender.userId, name: lender.name } : null;
}

function castOn(decisions: readonly DecisionRecord[], number: number): CastDecision[] {
  return decisions.flatMap((one) =>
    one.versionNumber === number && one.by.id !== null && isRole(one.by.role)
      ? [{ actorId: one.by.id, role: one.by.role, decision: one.decision, at: one.at, onBehalfOfId: one.onBehalfOf?.id ?? null }]
      : [],
  );
}

function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

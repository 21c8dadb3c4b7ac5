import { defaultPlan } from '#contract/default-plan';
import { ORDERED_PLAN } from '#contract/ordered-plan';
import { extendedPlan, type Plan } from '#contract/plan';
import type { PersonRef, VersionRef } from '#contract/views/row-views';
import type { PhaseTile, ReportView } from '#contract/views/work-views';
import { may, permittedAction, type Subject } from '#domain/people/permissions';
import { phaseDefinition } from '#domain/phases/registry';
import { REFUSALS } from '#domain/refusals';
import { chainProgress } from '#domain/time/progress';
import { cycleReportType, featuresOf, laterTypes } from '#domain/version/workflow-types';
import { WORKFLOW_TYPE_SQL } from '../chain/default-version.queries';
import { countContent, countMatching } from '../log/version-content.queries';
import { type CycleReportScope, requireReportPart } from '../people/access.queries';
import { maskFor } from '../people/masking.queries';
import { readStandingRights } from '../people/standing-rights.queries';
import type { Database } from '../sql/connection';
import { type Queryable } from '../sql/connection';
import { readTimeline } from '../trail/timeline.queries';
import { readPhaseContext } from '../version/phase-context.queries';
import { readVersionRefsOf } from '../version/version-refs.queries';
import { laneViews, readLanes } from './lanes.queries';
import { phaseTiles, planOf, readTileChains, type TileChain } from './phase-tiles.queries';
import { readProcess } from './process.queries';

export interface ReportRequest {
  cycleReportId: string;
  now?: Date | undefined;
}

export interface ReportRow {
  regulator: string;
  testerName: string | null;
  ownerName: string | null;
  dueOn: string | null;
  startInput: { plan?: Plan } | null;
  workflowType: string | null;
  state: ReportView['state'];
}

/**
 * SQL of where a report stands: stopped means that its workflow's latest run has ended although the report is not closed.
 * A run that continues as new has not: the next one is on its way.
 */
export const REPORT_STATE_SQL = `case when cr.closed_at is not null then 'closed' when cr.started_at is null then 'not_started'
  when (select e.status from workflow_executions e where e.workflow_id = 'cycle-report/' || cr.id
         order by (e.status = 'running') desc, e.started_at desc limit 1) not in ('running', 'continued_as_new') then 'stopped'
  else 'running' end`;

/**
 * A report in its cycle: a tile for each chain and each phase without one, its lanes, what happened, and what this person may do. Whoever may
 * see lanes of it alone is shown those. @throws Refusal `not_found`
 */
export async function readReport(db: Database, subject: Subject, request: ReportRequest): Promise<ReportView> {
  const { chainIds, ...scope } = await requireReportPart(db.pool, subject, request.cycleReportId);
  const now = request.now ?? new Date();
  const [row, all, laneRows, timeline, rights, running] = await Promise.all([
    readReportRow(db.pool, scope.cycleReportId),
    readTileChains(db.pool, [scope.cycleReportId]),
    readLanes(db.pool, scope.cycleReportId),
    readTimeline(db.pool, scope.cycleReportId, chainIds),
    chainIds === null ? readStandingRights(db.pool, subject, { reportId: scope.reportId }) : [],
    chainIds === null ? readProcess(db.pool, scope.cycleReportId) : null,
  ]);
  const chains = all.filter(({ chainId }) => chainIds === null || chainIds.includes(chainId));
  const named = chains.flatMap(({ openId, approvedId, newestId }) => [openId, approvedId, newestId]).filter((id) => id !== null);
  const refs = await readVersionRefsOf(db.pool, [...new Set(named)]);
  const versions = new Map<string, VersionRef>(refs.map((ref) => [ref.id, ref]));
  const plan = ORDERED_PLAN[cycleReportType(row.workflowType)](planOf(row.startInput));
  const board = phaseTiles(scope.cycleReportId, plan, chains, versions, now).filter((tile) => chainIds === null || tile.chainId !== null);
  const byId = new Map(chains.map((chain) => [chain.chainId, chain]));
  const tiles = await Promise.all(board.map((tile) => withProgress(db.pool, scope, tile, byId.get(tile.chainId ?? ''))));
  const laneKeys = chainIds && new Set(tiles.flatMap(({ lane }) => lane ?? []));
  return {
    cycleReportId: scope.cycleReportId,
    reportName: scope.reportName,
    regulator: row.regulator,
    cycleName: scope.cycleName,
    cycleId: scope.cycleId,
    tester: personOf(scope.testerId, row.testerName, 'tester'),
    owner: personOf(scope.ownerId, row.ownerName, 'report_owner'),
    dueOn: row.dueOn,
    state: row.state,
    behind: scope.resource.behind === true,
    whole: chainIds === null,
    packages: may(subject, 'take_redacted', scope.resource).allowed,
    tiles,
    lanes: laneViews(laneRows, scope.cycleReportId, plan, tiles, laneKeys),
    timeline,
    rights,
    process: running,
    runs: may(subject, 'see_temporal').allowed,
    actions: reportActions(subject, scope, row),
  };
}

async function readReportRow(db: Queryable, cycleReportId: string): Promise<ReportRow> {
  const answer = await db.query<ReportRow>(
    `select r.regulator, tu.name as "testerName", ou.name as "ownerName", cr.due_on::text as "dueOn", cr.start_input as "startInput", ${WORKFLOW_TYPE_SQL} as "workflowType", ${REPORT_STATE_SQL} as state
       from cycle_report cr join report r on r.id = cr.report_id left join app_user tu on tu.id = cr.tester_id left join app_user ou on ou.id = r.owner_id
      where cr.id = $1`,
    [cycleReportId],
  );
  const [row] = answer.rows;
  if (!row) throw new Error(`cycle report ${cycleReportId} vanished`);
  return row;
}

/** A person by id and name, in the role they are shown in; null where there is no id. */
export function personOf(id: string | null, name: string | null, role: string): PersonRef | null {
  return id === null ? null : { id, name: name ?? '', role };
}

/** Progress is the share of decided items; the blocker is the first condition for submission that is not met. */
async function withProgress(db: Queryable, scope: CycleReportScope, tile: PhaseTile, chain: TileChain | undefined): Promise<PhaseTile> {
  if (!chain || tile.state === 'not_in_plan' || tile.state === 'not_started' || chain.openId === null || chain.openNumber === null)
    return tile;
  const definition = phaseDefinition(tile.phase);
  const content = { versionId: chain.openId, chainId: chain.chainId, number: chain.openNumber };
  const total = await countContent(db, chain.chainId, chain.openNumber);
  const undecided = await countMatching(db, chain.chainId, chain.openNumber, definition.undecided);
  const progress = chainProgress({ state: tile.state, decided: total - undecided, total });
  if (chain.openStatus !== 'draft') return { ...tile, progress };
  // Nobody's values are shown on a board that everybody with a right to the report may see.
  const mask = { ...(await maskFor(db, { ...scope, ...content, phase: tile.phase })), hideAll: true };
  // What a final report rests on is read where somebody works on it: deriving its figures reads every test of the report.
  const gates = await definition.gates({ ...(await readPhaseContext(db, scope, content, mask)), report: undefined });
  return { ...tile, progress, blocker: gates.find((gate) => gate.blocked !== null)?.blocked ?? null };
}

const NOT_RUNNING = 'The process behind this report does not run.';

/** Why a report cannot be carried over to the present plan; null where it can. */
function carryingOver({ workflowType, startInput }: ReportRow): string | null {
  if (!featuresOf(workflowType).planGrows) return REFUSALS.plan_is_fixed;
  return extendedPlan(planOf(startInput), defaultPlan({})) === null ? REFUSALS.nothing_to_upgrade : null;
}

function reportActions(subject: Subject, scope: CycleReportScope, row: ReportRow): ReportView['actions'] {
  const ready = scope.testerId !== null && scope.ownerId !== null && row.dueOn !== null;
  return {
    start: permittedAction(
      subject,
      'start',
      scope.resource,
      row.state !== 'not_started' ? REFUSALS.already_started : ready ? null : REFUSALS.report_not_ready,
    ),
    choose_version: permittedAction(subject, 'upgrade', scope.resource, row.state === 'not_started' ? null : REFUSALS.already_started),
    restart: permittedAction(subject, 'restart', scope.resource, row.state === 'not_started' ? 'This report has not been started.' : null),
    upgrade: permittedAction(subject, 'upgrade', scope.resource, row.state !== 'running' ? NOT_RUNNING : carryingOver(row)),
    change_version: permittedAction(
      subject,
      'upgrade',
      scope.resource,
      row.state !== 'running'
        ? NOT_RUNNING
        : laterTypes(cycleReportType(row.workflowType)).length === 0
          ? 'This report runs by the latest version of the process.'
          : null,
    ),
    assign: permittedAction(subject, 'assign', scope.resource, null),
    close: permittedAction(subject, 'close', scope.resource, row.state === 'not_started' ? 'This report has not been started.' : null),
    upload: permittedAction(subject, 'upload', scope.resource, null),
  };
}

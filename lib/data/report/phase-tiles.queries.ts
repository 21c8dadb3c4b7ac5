import { defaultPlan } from '#contract/default-plan';
import { type PlacedPhase, type Plan, planPhases } from '#contract/plan';
import type { VersionRef } from '#contract/views/row-views';
import type { WaitingTask } from '#contract/views/version-views';
import type { PhaseTile } from '#contract/views/work-views';
import { ROLE_LABELS } from '#domain/people/roles';
import { type ChainAddress, chainInWords, wholeReportChain } from '#domain/phase/chain-address';
import { PHASE_LABELS, PHASES } from '#domain/phase/phase-names';
import { TASKS, type TaskName } from '#domain/phase/tasks';
import { awaitedInWords, waitingInWords } from '#domain/phase/waiting-words';
import { phaseDefinition } from '#domain/phases/registry';
import { type PhaseState, phaseState, schedule } from '#domain/time/progress';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import { turnOf } from '#domain/version/turn';
import type { VersionStatus } from '#domain/version/version-status';
import type { Queryable } from '../sql/connection';
import { approvedSql, isRecordedSql, laneNameSql, laneRetiredAtSql, openSql } from '../sql/fragments';
import { readWaitingTasks } from '../version/recorded-standing.queries';

/** What a tile is derived from: one chain with its open and approved versions, and the one with the highest number. */
export interface TileChain extends ChainAddress {
  chainId: string;
  policy: ApprovalPolicy;
  warnAt: Date | null;
  dueAt: Date | null;
  clock: NonNullable<PhaseTile['clock']>;
  /** Since when it is the present turn, by the ledger. */
  turnSince: Date | null;
  turnPeople: string[];
  openId: string | null;
  openNumber: number | null;
  openStatus: VersionStatus | null;
  approvedId: string | null;
  approvedNumber: number | null;
  newestId: string | null;
  testerName: string | null;
  ownerName: string | null;
  stale: boolean;
  /** Of a chain in a lane: the lane, and where the chain stands by what is derived of it. Null of others. */
  lane: {
    key: string;
    name: string;
    state: PhaseState;
    /** Its items, and those of them that are done. */
    count: number;
    of: number;
  } | null;
  /** What waits in a chain in a lane. */
  tasks: readonly WaitingTask[];
}

/**
 * Reads the chains of some cycle reports, of every instance, in the order of their phases. Stale: an approved input has
 * other content now and nobody accepted that; what stands in lanes is listed anew instead.
 */
export async function readTileChains(db: Queryable, cycleReportIds: readonly string[]): Promise<TileChain[]> {
  const waiting = readWaitingTasks(db, { cycleReportIds });
  const chains = db.query<Omit<TileChain, 'tasks'>>(
    `select ch.id as "chainId", ch.cycle_report_id as "cycleReportId", ch.phase, ch.instance, ch.policy, ch.warn_at as "warnAt", ch.due_at as "dueAt", n.turn_since as "turnSince",
            coalesce((select t.people from turn t where t.chain_id = ch.id order by t.seq desc limit 1), '{}') as "turnPeople",
            (select jsonb_build_object('paused', coalesce(n.paused, false), 'pauses', count(*) filter (where k.kind = 'paused'),
                'extendedMinutes', coalesce(sum(k.minutes) filter (where k.kind = 'extended'), 0))
               from clock_event k where k.chain_id = ch.id and k.spell = n.spell) as clock,
            o.id as "openId", o.number as "openNumber", o.status as "openStatus", a.id as "approvedId", a.number as "approvedNumber",
            (select latest.id from version latest where latest.chain_id = ch.id order by latest.number desc limit 1) as "newestId",
            tu.name as "testerName", ou.name as "ownerName",
            (ch.lane_id is null or not ${isRecordedSql('ch')}) and exists (select 1 from version_input i join version u on u.id = i.upstream_id join version now on now.chain_id = u.chain_id and ${approvedSql('now')}
                     where i.version_id = coalesce(o.id, a.id) and now.content_hash <> i.content_hash
                       and not exists (select 1 from stale_acceptance s where s.version_id = i.version_id and s.upstream_id = now.id and s.content_hash = now.content_hash)) as stale,
            case when l.id is not null then jsonb_build_object('key', l.key, 'name', ${laneNameSql('l', 'b')}, 'state', case when ${laneRetiredAtSql('l')} is not null then 'complete' else coalesce(n.state, 'not_started') end,
                'count', coalesce(n.steps_passed, 0), 'of', coalesce(n.steps_due, 0)) end as lane
       from chain ch join cycle_report cr on cr.id = ch.cycle_report_id join report r on r.id = cr.report_id
       left join app_user tu on tu.id = cr.tester_id left join app_user ou on ou.id = r.owner_id
       left join chain_now n on n.chain_id = ch.id left join lane l on l.id = ch.lane_id left join lob b on b.id = l.lob_id
       left join version o on o.chain_id = ch.id and ${openSql('o')}
       left join version a on a.chain_id = ch.id and ${approvedSql('a')}
      where ch.cycle_report_id = any($1::uuid[]) order by ch.position, ch.instance`,
    [cycleReportIds],
  );
  const [answer, tasks] = await Promise.all([chains, waiting]);
  return answer.rows.map((row) => ({ ...row, tasks: tasks.get(row.chainId) ?? [] }));
}

/** The plan a report runs by, or would start with. */
export function planOf(startInput: { plan?: Plan } | null): Plan {
  return startInput?.plan ?? defaultPlan({});
}

/** Versions a tile may name, by id. */
export type TileVersions = ReadonlyMap<string, VersionRef>;

/**
 * Makes the tiles of a report: one for each chain, and one for each of the nine phases that has none; phases outside the
 * plan say so. Progress and blockers are the caller's to add.
 */
export function phaseTiles(
  cycleReportId: string,
  plan: Plan,
  chains: readonly TileChain[],
  versions: TileVersions,
  now: Date,
): PhaseTile[] {
  return PHASES.flatMap((phase) => {
    const opened = chains.filter((one) => one.phase === phase && one.cycleReportId === cycleReportId);
    if (opened.length > 0) return opened.map((chain) => chainTile(chain, versions, now));
    const planned = planPhases(plan).find(({ node }) => node.phase === phase);
    return [emptyTile(wholeReportChain(cycleReportId, phase), planned, null)];
  });
}

function chainTile(chain: TileChain, versions: TileVersions, now: Date): PhaseTile {
  const { lane } = chain;
  const state = lane?.state ?? phaseState({ open: chain.openStatus, approved: chain.approvedId !== null });
  const ref = (id: string | null) => (id === null ? null : (versions.get(id) ?? null));
  return {
    cycleReportId: chain.cycleReportId,
    phase: chain.phase,
    instance: chain.instance,
    lane: lane?.key ?? null,
    label: chainInWords(chain),
    inPlan: true,
    chainId: chain.chainId,
    state,
    schedule: schedule({ state, warnAt: chain.warnAt, dueAt: chain.dueAt }, now),
    progress: state === 'complete' ? 1 : lane !== null && lane.of > 0 ? lane.count / lane.of : null,
    done: lane && { count: lane.count, of: lane.of },
    current: ref(chain.openId ?? chain.approvedId),
    approved: ref(chain.approvedId),
    newest: ref(chain.newestId),
    blocker: state === 'complete' ? null : laneBlocker(chain),
    turn: state === 'complete' ? null : turnInWords(chain),
    turnPeople: state === 'complete' ? [] : chain.turnPeople,
    since: state === 'complete' ? null : (chain.turnSince?.toISOString() ?? null),
    dueAt: chain.dueAt?.toISOString() ?? null,
    clock: chain.clock,
    stale: chain.stale,
  };
}

function turnInWords({ lane, tasks, openStatus, policy, testerName, ownerName }: TileChain): string | null {
  if (lane === null) return turnOf(openStatus, policy, testerName, ownerName);
  const [first] = tasks;
  return awaitedInWords(tasks) ?? (first ? ROLE_LABELS[TASKS[first.task].role] : null);
}

function laneBlocker({ lane, tasks, phase }: TileChain): string | null {
  if (lane === null) return null;
  const nobody = (task: TaskName) => `nobody holds ${ROLE_LABELS[TASKS[task].role]} for ${lane.name}`;
  return waitingInWords(tasks, phaseDefinition(phase).itemNoun, nobody);
}

/** The tile of a phase that has not opened: of the whole report, or of a lane (its key), where its turn comes by and by. */
export function emptyTile(address: ChainAddress, planned: PlacedPhase | undefined, lane: string | null): PhaseTile {
  return {
    ...address,
    lane,
    label: chainInWords(address),
    inPlan: planned !== undefined,
    chainId: null,
    state: planned ? 'not_started' : 'not_in_plan',
    schedule: 'none',
    progress: null,
    done: null,
    current: null,
    approved: null,
    newest: null,
    blocker: planned ? opensWhen(planned, lane !== null) : null,
    turn: null,
    turnPeople: [],
    since: null,
    dueAt: null,
    clock: null,
    stale: false,
  };
}

/** When a phase opens, in words; null where it opens by itself. */
function opensWhen({ node, within }: PlacedPhase, isInLane: boolean): string | null {
  const waitsFor = node.opensAfter.map((one) => PHASE_LABELS[one]).join(' and ');
  if (isInLane) return waitsFor === '' ? 'Opens with its lane.' : `Opens when ${waitsFor} is complete in its lane.`;
  if (within?.concurrency === 1) return `Opens in its lane’s turn, when ${PHASE_LABELS[within.members]} is complete.`;
  if (within) return `Opens with its lane, when ${PHASE_LABELS[within.members]} is approved.`;
  return waitsFor === '' ? null : `Opens when ${waitsFor} is approved.`;
}

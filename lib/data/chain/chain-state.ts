import type { PhaseName } from '#domain/phase/phase-names';
import { answersOf } from '#domain/phases/registry';
import type { WorkKind } from '#domain/version/commands';
import type { VersionStatus } from '#domain/version/version-status';
import { COMPLETE_IN_LANES_SQL } from '../reporting/report-standing.queries';
import type { Queryable, SqlClient } from '../sql/connection';
import { approvedSql, isRecordedSql, laneRetiredAtSql, openSql } from '../sql/fragments';
import { LISTING_DUE_SQL } from '../sql/listing-due';
import { UPGRADE_DUE_SQL } from '../sql/open-chains';
import { queryPrepared } from '../sql/query-prepared';
import { signedRenditionSql } from '../sql/rendition-sql';
import { type TurnCause, writeLedger } from '../turns/ledger';
import { TURN_FACTS_SQL, type TurnFacts } from '../turns/turn-facts';
import { writeFigures } from './figures';

export const DRAFT_CAUSES = ['open', 'changes_requested', 'rejected', 'withdrawn', 'discarded', 'reopened'] as const;
export type DraftCause = (typeof DRAFT_CAUSES)[number];

/** Why a draft has to be made, and from which version. It is freshly prepared where `parentVersionId` is null. */
export interface DraftDue {
  /** Names the draft, not the attempt to make it: chain and command, or chain and opening. */
  creationKey: string;
  cause: DraftCause;
  parentVersionId: string | null;
  reason: string;
  commandId: string | null;
}

/** A version that lacks a document, and the recipe that makes it. */
interface RenditionDue {
  versionId: string;
  recipe: string;
}

export type NextStep =
  | { kind: 'wait' }
  | { kind: 'open_draft'; due: DraftDue }
  | { kind: 'list' }
  | ({ kind: 'render' } & RenditionDue)
  | { kind: 'closed' };

/** Where a chain stands: what a phase's workflow decides on. */
export interface ChainState {
  chainId: string;
  cycleReportId: string;
  phase: PhaseName;
  instance: string;
  openVersion: { id: string; number: number; status: VersionStatus } | null;
  approvedVersion: { id: string; number: number } | null;
  runningWork: { id: string; kind: WorkKind }[];
  /** Running work that no activity has picked up yet. */
  next: NextStep;
  /** Whose turn it is: a role, or the system; null when nothing is awaited. */
  waitingOn: string | null;
  closed: boolean;
  /** When somebody has to be told of it, as ISO text; null where nobody has, left out of states that were recorded before there were alarms. */
  nextAlarmAt?: string | null;
}

export interface ReportState {
  started: boolean;
  closed: boolean;
  /** How often it was carried over to a later plan, or to a later version of the process. */
  planSeq: number;
  /** Somebody asked for a later version of the process, and nothing is open: it can go on by that now. Left out otherwise. */
  upgradeDue?: true;
  /** Chains that run once for the whole report. */
  chains: ChainState[];
  /**
   * Of the phases that run once for the whole report: those with an approved version. Those that run in lanes are among them together, when nothing
   * is left to do in any lane.
   */
  approvedPhases: PhaseName[];
}

interface StateRow {
  chainId: string;
  cycleReportId: string;
  phase: PhaseName;
  instance: string;
  draftDue: DraftDue | null;
  closed: boolean;
  roles: string[];
  open: ChainState['openVersion'];
  approved: ChainState['approvedVersion'];
  works: { id: string; kind: WorkKind }[];
  nextAlarmAt: Date | null;
  /** Null where the policy asks for no document, or none is lacking. */
  renditionDue: RenditionDue | null;
  /** Of a recorded chain in a lane: the roles that something waits for, and whether what it holds was listed from other versions than now. */
  lane: { roles: string[]; listingDue: boolean; retired: boolean } | null;
  /** Read only where the ledger follows. */
  facts?: TurnFacts;
}

/** What a recorded chain in a lane waits for; null where its versions are drafted. */
const LANE_SQL = `(select jsonb_build_object('retired', ${laneRetiredAtSql('l')} is not null,
    'roles', array(select distinct t.role from chain_task t where t.chain_id = c.id order by 1),
    'listingDue', ${LISTING_DUE_SQL})
  from lane l where l.id = c.lane_id and ${isRecordedSql('c')})`;

/** What is signed is set in print before anybody signs, and again with the signatures once all are given. */
const RENDITION_DUE_SQL = `(case when c.policy ? 'rendition' then (
  select jsonb_build_object('versionId', v.id, 'recipe', w.recipe) from version v
    cross join lateral (select case v.status when 'approved' then ${signedRenditionSql('c')} else c.policy ->> 'rendition' end as recipe) w
   where v.chain_id = c.id and (v.status = 'pending_approval' or ${approvedSql('v')} and exists (select from signature s where s.version_id = v.id))
     and not exists (select from rendition r where r.version_id = v.id and r.recipe = w.recipe)
   order by v.number desc limit 1) end)`;

async function readStates(db: Queryable, condition: string, id: string): Promise<ChainState[]> {
  return (await readRows(db, condition, id)).map(toState);
}

async function readRows(db: Queryable, condition: string, id: string, facts = ''): Promise<StateRow[]> {
  const { rows } = await queryPrepared<StateRow>(
    db,
    `select c.id as "chainId", c.cycle_report_id as "cycleReportId", c.phase, c.instance, c.draft_due as "draftDue",
       cr.closed_at is not null as closed, array(select jsonb_array_elements_text(c.policy -> 'roles')) as roles,
       (select jsonb_build_object('id', v.id, 'number', v.number, 'status', v.status) from version v
         where v.chain_id = c.id and ${openSql('v')}) as open,
       (select jsonb_build_object('id', v.id, 'number', v.number) from version v where v.chain_id = c.id and ${approvedSql('v')}) as approved,
       (select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'kind', w.kind)), '[]') from work w
         where w.chain_id = c.id and w.status = 'running') as works,
       (select n.next_alarm_at from chain_now n where n.chain_id = c.id) as "nextAlarmAt", ${RENDITION_DUE_SQL} as "renditionDue", ${LANE_SQL} as lane${facts}
     from chain c join cycle_report cr on cr.id = c.cycle_report_id where ${condition} = $1 order by c.position, c.instance`,
    [id],
  );
  return rows;
}

function toState(row: StateRow): ChainState {
  const works = row.works.map(({ id, kind }) => ({ id, kind }));
  return {
    chainId: row.chainId,
    cycleReportId: row.cycleReportId,
    phase: row.phase,
    instance: row.instance,
    openVersion: row.open,
    approvedVersion: row.approved,
    runningWork: works,
    next: nextStep(row),
    waitingOn: waitingOn(row),
    closed: row.closed,
    nextAlarmAt: row.closed ? null : (row.nextAlarmAt?.toISOString() ?? null),
  };
}

function nextStep(row: StateRow): NextStep {
  if (row.closed) return { kind: 'closed' };
  if (row.lane?.listingDue) return { kind: 'list' };
  if (row.draftDue !== null) return { kind: 'open_draft', due: row.draftDue };
  return row.renditionDue === null ? { kind: 'wait' } : { kind: 'render', ...row.renditionDue };
}

function waitingOn(row: StateRow): string | null {
  if (row.closed) return null;
  if (row.lane?.retired) return null;
  if (row.draftDue !== null || row.lane?.listingDue) return 'system';
  if (row.lane) return row.lane.roles.join(', ') || null;
  if (row.open?.status === 'draft') return 'tester';
  return row.open?.status === 'pending_approval' ? row.roles.join(', ') : null;
}

/** @throws Error where there is no such chain: a workflow only asks for one that it opened */
export async function readChainState(db: Queryable, chainId: string): Promise<ChainState> {
  const [state] = await readStates(db, 'c.id', chainId);
  if (!state) throw new Error(`no such chain: ${chainId}`);
  return state;
}

/**
 * Reads the state of a chain that this transaction has locked and changed, and writes into the ledger whose turn it is now. It
 * comes after everything that changes the chain, and before the trail. @throws Error where there is no such chain
 */
export async function followChain(sql: SqlClient, chainId: string, cause: TurnCause): Promise<ChainState> {
  const [row] = await readRows(sql, 'c.id', chainId, `, ${TURN_FACTS_SQL} as facts`);
  if (!row?.facts) throw new Error(`no such chain: ${chainId}`);
  // What a recorded chain comes to is written by whoever changes it, since its turn follows from that.
  if (row.instance !== '' && answersOf(row.phase) !== null) await writeFigures(sql, chainId, row.phase);
  const [now] = await writeLedger(sql, [row.facts], cause);
  return toState({ ...row, nextAlarmAt: now?.nextAlarmAt ?? null });
}

/** @throws Error where there is no such cycle report */
export async function readReportState(db: Queryable, cycleReportId: string): Promise<ReportState> {
  // Chains first: what is seen to open the next phase is seen to be nothing open as well, where a later version is asked for.
  const chains = await readStates(db, 'c.lane_id is null and c.cycle_report_id', cycleReportId);
  const { rows } = await queryPrepared<
    Pick<ReportState, 'started' | 'closed' | 'planSeq'> & { completeInLanes: PhaseName[]; due: boolean }
  >(
    db,
    `select started_at is not null as started, closed_at is not null as closed, coalesce((start_input ->> 'planSeq')::int, 0) as "planSeq",
       ${UPGRADE_DUE_SQL} as due, ${COMPLETE_IN_LANES_SQL} as "completeInLanes"
       from cycle_report where id = $1`,
    [cycleReportId],
  );
  const [found] = rows;
  if (!found) throw new Error(`no such cycle report: ${cycleReportId}`);
  const { completeInLanes, due, ...row } = found;
  const phases = [...new Set(chains.map((chain) => chain.phase))];
  const approvedPhases = phases.filter((phase) => chains.every((chain) => chain.phase !== phase || chain.approvedVersion !== null));
  return { ...row, ...(due ? { upgradeDue: true } : {}), chains, approvedPhases: [...approvedPhases, ...completeInLanes] };
}

import { defaultPlan } from '#contract/default-plan';
import { type Plan, planPhases } from '#contract/plan';
import type { VersionRef } from '#contract/views/row-views';
import type { PhaseTile } from '#contract/views/work-views';
import { type ChainAddress, chainInWords, wholeReportChain } from '#domain/phase/chain-address';
import { PHASE_LABELS, PHASES, type PhaseName } from '#domain/phase/phase-names';
import { phaseState, schedule } from '#domain/time/progress';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import { turnOf } from '#domain/version/turn';
import type { VersionStatus } from '#domain/version/version-status';
import type { Queryable } from '../sql/connection';
import { approvedSql, openSql } from '../sql/fragments';

/** What a tile is derived from: one chain with its open and approved versions, and the one with the highest number. */
export interface TileChain extends ChainAddress {
  chainId: string;
  policy: ApprovalPolicy;
  warnAt: Date | null;
  dueAt: Date | null;
  /** Since when it is the present turn, by the ledger. */
  turnSince: Date | null;
  openId: string | null;
  openNumber: number | null;
  openStatus: VersionStatus | null;
  approvedId: string | null;
  approvedNumber: number | null;
  newestId: string | null;
  testerName: string | null;
  ownerName: string | null;
  stale: boolean;
}

/**
 * Reads the chains of some cycle reports, of every instance, in the order of their phases. Stale: an approved input has
 * other content now and nobody accepted that; what stands in lanes is listed anew instead.
 */
export async function readTileChains(db: Queryable, cycleReportIds: readonly string[]): Promise<TileChain[]> {
  const answer = await db.query<TileChain>(
    `select ch.id as "chainId", ch.cycle_report_id as "cycleReportId", ch.phase, ch.instance, ch.policy, ch.warn_at as "warnAt", ch.due_at as "dueAt", n.turn_since as "turnSince",
            o.id as "openId", o.number as "openNumber", o.status as "openStatus", a.id as "approvedId", a.number as "approvedNumber",
            (select latest.id from version latest where latest.chain_id = ch.id order by latest.number desc limit 1) as "newestId",
            tu.name as "testerName", ou.name as "ownerName",
            ch.lane_id is null and exists (select 1 from version_input i join version u on u.id = i.upstream_id join version now on now.chain_id = u.chain_id and ${approvedSql('now')}
                     where i.version_id = coalesce(o.id, a.id) and now.content_hash <> i.content_hash
                       and not exists (select 1 from stale_acceptance s where s.version_id = i.version_id and s.upstream_id = now.id and s.content_hash = now.content_hash)) as stale
       from chain ch join cycle_report cr on cr.id = ch.cycle_report_id join report r on r.id = cr.report_id
       left join app_user tu on tu.id = cr.tester_id left join app_user ou on ou.id = r.owner_id
       left join chain_now n on n.chain_id = ch.id
       left join version o on o.chain_id = ch.id and ${openSql('o')}
       left join version a on a.chain_id = ch.id and ${approvedSql('a')}
      where ch.cycle_report_id = any($1::uuid[]) order by ch.position, ch.instance`,
    [cycleReportIds],
  );
  return answer.rows;
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
    const opensAfter = planned?.within ? [planned.within.members] : (planned?.node.opensAfter ?? []);
    return [emptyTile(wholeReportChain(cycleReportId, phase), planned !== undefined, opensAfter)];
  });
}

function chainTile(chain: TileChain, versions: TileVersions, now: Date): PhaseTile {
  const state = phaseState({ open: chain.openStatus, approved: chain.approvedId !== null });
  const ref = (id: string | null) => (id === null ? null : (versions.get(id) ?? null));
  return {
    cycleReportId: chain.cycleReportId,
    phase: chain.phase,
    instance: chain.instance,
    label: chainInWords(chain),
    inPlan: true,
    chainId: chain.chainId,
    state,
    schedule: schedule({ state, warnAt: chain.warnAt, dueAt: chain.dueAt }, now),
    progress: state === 'complete' ? 1 : null,
    current: ref(chain.openId ?? chain.approvedId),
    approved: ref(chain.approvedId),
    newest: ref(chain.newestId),
    blocker: null,
    turn: state === 'complete' ? null : turnOf(chain.openStatus, chain.policy, chain.testerName, chain.ownerName),
    since: state === 'complete' ? null : (chain.turnSince?.toISOString() ?? null),
    dueAt: chain.dueAt?.toISOString() ?? null,
    stale: chain.stale,
  };
}

function emptyTile(address: ChainAddress, inPlan: boolean, opensAfter: readonly PhaseName[]): PhaseTile {
  const waitsFor = opensAfter.map((one) => PHASE_LABELS[one]).join(' and ');
  return {
    ...address,
    label: chainInWords(address),
    inPlan,
    chainId: null,
    state: inPlan ? 'not_started' : 'not_in_plan',
    schedule: 'none',
    progress: null,
    current: null,
    approved: null,
    newest: null,
    blocker: inPlan && waitsFor !== '' ? `Opens when ${waitsFor} is approved.` : null,
    turn: null,
    since: null,
    dueAt: null,
    stale: false,
  };
}

import { openChain } from '#data/chain/chain.transitions';
import { listChain } from '#data/chain/list-chain.transitions';
import { listLanes } from '#data/lanes/list-lanes.transitions';
import type { PhaseName } from '#domain/phase/phase-names';
import { listAssignments } from '#domain/phases/data-owner-id/list-assignments';
import { approvedDraft, type ChainHandle, makeChain, put } from './chain';
import { type Scenario, trackedStep } from './scenario';

const RECORDED = { mode: 'recorded', requiredCount: 1, roles: [] } as const;

/** A chain of Data Owner ID in the lane of a line of business. */
export interface LaneChain extends ChainHandle {
  laneId: string;
  /** The approved version that lists the lanes. */
  listedFrom: string;
}

/** Has a phase approved with one sample of each line, and lists the report's lanes from it. */
async function listedLanes(
  scenario: Scenario,
  lobs: readonly string[],
  members: PhaseName = 'sample-selection',
): Promise<{ listedFrom: string; lanes: { laneId: string; key: string }[] }> {
  const samples = await makeChain(scenario, members);
  await approvedDraft(
    samples,
    lobs.map((lob) => put(`sample of ${lob}`, { lob, decision: 'include', values: {} })),
  );
  const step = await trackedStep(scenario.db, 'listLanes');
  const { listedFrom, lanes } = await listLanes(scenario.db, { cycleReportId: scenario.cycleReportId, members, step });
  if (listedFrom === null) throw new Error('nothing lists lanes');
  return { listedFrom, lanes };
}

/** Opens Data Owner ID in the lane of one line of business, with these attributes unassigned; the samples stand in `members`. */
export async function ownersChain(
  scenario: Scenario,
  lob: string,
  codes: readonly string[],
  members: PhaseName = 'sample-selection',
): Promise<LaneChain> {
  const { db, cycleReportId } = scenario;
  const { listedFrom, lanes } = await listedLanes(scenario, [lob], members);
  const lane = lanes.find(({ key }) => key === lob);
  if (lane === undefined) throw new Error(`${lob} has no lane`);
  const step = await trackedStep(db, 'listInstance');
  const { chainId } = await openChain(db, {
    cycleReportId,
    planPhase: { kind: 'phase', phase: 'data-owner-id', policy: RECORDED, allowanceBusinessHours: 8, opensAfter: [] },
    position: 5,
    instance: lob,
    laneId: lane.laneId,
    step,
  });
  const tested = codes.map((code, index) => ({ code, position: index + 1, name: `Name of ${code}`, sources: [] }));
  await listChain(db, { chainId, inputs: [listedFrom], derive: (before) => listAssignments(before, tested, new Map()), step });
  return { scenario, chainId, laneId: lane.laneId, listedFrom };
}

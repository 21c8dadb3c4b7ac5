import { openChain } from '#data/chain/chain.transitions';
import { addFindingEvent } from '#data/findings/add-finding-event.commands';
import { requireVersion } from '#data/people/access.queries';
import { deriveObservations } from '#domain/phases/observation-management/derive-observations';
import { writeObservations } from '#domain/phases/observation-management/write-observations';
import { failed } from '../observed-cases';
import { approvedDraft, OWNER_REVIEW } from './chain';
import type { LaneChain } from './lane';
import { type Scenario, trackedStep } from './scenario';

/** In the lane of a line of business one failure is approved as an observation, and its day is extended since. */
export async function observedFinding(report: Scenario, { laneId }: Pick<LaneChain, 'laneId'>, instance: string): Promise<void> {
  const { db, cycleReportId, owner } = report;
  const planPhase = {
    kind: 'phase',
    phase: 'observation-management',
    policy: OWNER_REVIEW,
    allowanceBusinessHours: 8,
    opensAfter: [],
  } as const;
  const step = await trackedStep(db, 'listInstance');
  const { chainId } = await openChain(db, { cycleReportId, planPhase, position: 8, instance, laneId, step });
  const observed = deriveObservations([failed('A', 'L-1', 'sign')], new Map(), { origins: new Map(), random: [] });
  const { versionId } = await approvedDraft({ scenario: report, chainId }, writeObservations(new Map(), observed, null));
  const scope = await requireVersion(db.pool, owner, versionId);
  await addFindingEvent(db, owner, scope, {
    key: 'A/sign',
    kind: 'extended',
    note: 'The system is replaced in spring.',
    until: '2100-01-31',
  });
}

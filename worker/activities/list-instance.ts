import { Context } from '@temporalio/activity';
import { planPhase, type SentPlanPhase } from '#contract/plan';
import { openChain } from '#data/chain/chain.transitions';
import type { ChainState } from '#data/chain/chain-state';
import { listChain } from '#data/chain/list-chain.transitions';
import { currentStep } from '../interceptors/current-step';
import type { ActivityDependencies } from './dependencies';

export interface InstanceInput {
  cycleReportId: string;
  laneId: string;
  node: SentPlanPhase;
  position: number;
  instance: string;
}

/**
 * Opens the chain of a phase in a lane, once, and lists what it holds by the versions it is built from: at first, and again whenever
 * they are others. Run again it finds what it did and answers the present state.
 */
export function listInstanceWith({ db, storage, lister }: ActivityDependencies) {
  return async function listInstance({ cycleReportId, laneId, node, position, instance }: InstanceInput): Promise<ChainState> {
    const activity = Context.current();
    const phase = planPhase(node);
    const opened = await openChain(db, { cycleReportId, planPhase: phase, position, instance, laneId, step: currentStep() });
    if (opened.next.kind !== 'list') return opened;
    const context = {
      db,
      storage,
      chainId: opened.chainId,
      cycleReportId,
      signal: activity.cancellationSignal,
      heartbeat: (progress: object) => activity.heartbeat(progress),
    };
    const listed = await lister(phase.phase)(context, instance);
    return await listChain(db, { chainId: opened.chainId, ...listed, step: currentStep() });
  };
}

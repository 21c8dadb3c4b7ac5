import { planPhase, type SentPlanPhase } from '#contract/plan';
import { openChain as open } from '#data/chain/chain.transitions';
import type { ChainState } from '#data/chain/chain-state';
import { currentStep } from '../interceptors/current-step';
import type { ActivityDependencies } from './dependencies';

export type { ChainState };

/** Opens a phase's chain, once; run again it answers the chain's present state. */
export function openChainWith({ db }: ActivityDependencies) {
  return async function openChain(input: {
    cycleReportId: string;
    node: SentPlanPhase;
    position: number;
    instance: string;
  }): Promise<ChainState> {
    const { cycleReportId, node, position, instance } = input;
    return await open(db, { cycleReportId, planPhase: planPhase(node), position, instance, step: currentStep() });
  };
}

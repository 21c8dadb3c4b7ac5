import type { InjectedSinks } from '@temporalio/worker';
import type { StandingSinks } from '#contract/replay';

/** Takes what workflows say of where their chains stand, and hears nothing: that is for replays (lib/contract/replay.ts). */
export const UNHEARD_STANDINGS: InjectedSinks<StandingSinks> = {
  standing: { stands: { fn: () => undefined, callDuringReplay: false } },
};

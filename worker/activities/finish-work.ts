import type { ChainState } from '#data/chain/chain-state';
import { cancelWork, failWork, mergeWork } from '#data/chain/work.transitions';
import { assertNever } from '#domain/assert-never';
import { currentStep } from '../interceptors/current-step';
import type { ActivityDependencies } from './dependencies';
import type { WorkEnd } from './run-work';

/** Merges what a work staged into the draft, or records why it came to nothing; only while the work still says running. */
export function finishWorkWith({ db }: ActivityDependencies) {
  return async function finishWork({ workId, end }: { workId: string; end: WorkEnd }): Promise<ChainState> {
    switch (end.kind) {
      case 'staged':
        return await mergeWork(db, workId, end.attempt, currentStep());
      case 'failed':
        return await failWork(db, workId, end.code, end.detail, currentStep());
      case 'cancelled':
        return await cancelWork(db, workId, currentStep());
      default:
        return assertNever(end);
    }
  };
}

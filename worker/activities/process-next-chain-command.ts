import { Context } from '@temporalio/activity';
import type { ChainState } from '#data/chain/chain-state';
import { processNextChainCommand as processNext } from '#data/chain/process-command.transitions';
import { oldestUnanswered } from '#data/tracking/relay.queries';
import { noteIds } from '#dispatch/traced-work';
import { currentStep } from '../interceptors/current-step';
import { activityFailure } from '../interceptors/failures';
import type { ActivityDependencies } from './dependencies';

/** Applies or refuses the chain's oldest command without a receipt; `processed: null` when none is left. */
export function processNextChainCommandWith({ db, storage, definition, completer, log }: ActivityDependencies) {
  return async function processNextChainCommand({
    chainId,
  }: {
    chainId: string;
  }): Promise<{ processed: string | null; state: ChainState }> {
    try {
      const answered = await processNext(db, chainId, {
        step: currentStep(),
        again: Context.current().info.attempt > 1,
        rules: { definition, completer: (phase) => completer(phase)?.({ db, storage }) ?? null },
      });
      if (answered.processed !== null) {
        noteIds({ commandId: answered.processed });
        log.info('a command was answered');
      }
      return answered;
    } catch (error) {
      // What fails has rolled back, so the command it failed on is still the oldest one.
      const failed = await oldestUnanswered(db, 'chain', chainId);
      if (failed) noteIds({ commandId: failed.commandId });
      throw activityFailure(error, Context.current().info.attempt, failed ? { commandId: failed.commandId } : undefined);
    }
  };
}

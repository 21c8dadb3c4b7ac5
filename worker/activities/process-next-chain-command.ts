import { Context } from '@temporalio/activity';
import type { CommandKind } from '#domain/commands';
import { processNextCommand, type ChainState } from '#data/chain.transitions';
import { oldestUnanswered } from '#data/relay.queries';
import { currentStep } from '../interceptors/current-step';
import type { ActivityDependencies } from './dependencies';
import { activityFailure } from './failures';

export interface ProcessedChainCommand {
  processed: string | null;
  kind: CommandKind | null;
  state: ChainState;
}

/** Applies or refuses the chain's oldest command without a receipt; `processed: null` when none is left. */
export function processNextChainCommandWith({ db, definition }: ActivityDependencies) {
  return async function processNextChainCommand({ chainId }: { chainId: string }): Promise<ProcessedChainCommand> {
    const next = await oldestUnanswered(db, 'chain', chainId);
    try {
      const { processed, state } = await processNextCommand(db, { kind: 'chain', id: chainId }, currentStep(), { definition });
      return { processed, kind: next?.kind ?? null, state };
    } catch (error) {
      throw activityFailure(error, Context.current().info.attempt, next ? { commandId: next.commandId } : undefined);
    }
  };
}

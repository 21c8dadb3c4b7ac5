import { Context } from '@temporalio/activity';
import { chainState } from '#data/chain/chain.transitions';
import type { ChainState, DraftDue } from '#data/chain/chain-state';
import { createVersion as create } from '#data/chain/version.transitions';
import type { PhaseName } from '#domain/phase/phase-names';
import { currentStep } from '../interceptors/current-step';
import type { PrepareContext, Prepared } from '../prepare/phase/preparer';
import type { ActivityDependencies } from './dependencies';
import { onceOnly } from './once-only';

export interface CreateVersionInput {
  chainId: string;
  cycleReportId: string;
  phase: PhaseName;
  due: DraftDue;
}

/** Prepares and creates the draft that is due. Run again, it finds the version by its creation key and creates nothing. */
export function createVersionWith({ db, storage, preparer }: ActivityDependencies) {
  return async function createVersion({ chainId, cycleReportId, phase, due }: CreateVersionInput): Promise<ChainState> {
    const activity = Context.current();
    const context: PrepareContext = {
      db,
      storage,
      chainId,
      cycleReportId,
      signal: activity.cancellationSignal,
      heartbeat: (progress) => activity.heartbeat(progress),
    };
    const { items, base, inputs } = await prepare(preparer(phase), context, due);
    await create(db, { due, chainId, items: onceOnly(items), base, inputs: [...inputs], step: currentStep() });
    return await chainState(db, chainId);
  };
}

async function prepare(preparer: ReturnType<ActivityDependencies['preparer']>, context: PrepareContext, due: DraftDue): Promise<Prepared> {
  if (due.parentVersionId === null) return await preparer.first(context);
  return await preparer.revision(context, { parentVersionId: due.parentVersionId, cause: due.cause, commandId: due.commandId });
}

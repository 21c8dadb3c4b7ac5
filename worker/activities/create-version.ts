import { Context } from '@temporalio/activity';
import type { PhaseName } from '#domain/phases/phase-names';
import { chainState, type ChainState, type DraftDue } from '#data/chain.transitions';
import { createVersion as create } from '#data/version.transitions';
import { currentStep } from '../interceptors/current-step';
import type { PrepareContext, Prepared } from '../prepare/preparer';
import type { ActivityDependencies } from './dependencies';

export interface CreateVersionInput {
  chainId: string;
  cycleReportId: string;
  phase: PhaseName;
  due: DraftDue;
}

/** Prepares and creates the draft that is due. Run again, it finds the version by its creation key and creates nothing. */
export function createVersionWith({ db, storage, preparer }: ActivityDependencies) {
  return async function createVersion({ chainId, cycleReportId, phase, due }: CreateVersionInput): Promise<ChainState> {
    const { cancellationSignal } = Context.current();
    const context: PrepareContext = { db, storage, chainId, cycleReportId, signal: cancellationSignal, heartbeat: (progress) => Context.current().heartbeat(progress) };
    const { items, base, inputs } = await prepare(preparer(phase), context, due);
    await create(db, { due, chainId, items, base, inputs: [...inputs], step: currentStep() });
    return await chainState(db, chainId);
  };
}

async function prepare(preparer: ReturnType<ActivityDependencies['preparer']>, context: PrepareContext, due: DraftDue): Promise<Prepared> {
  if (due.parentVersionId === null) return await preparer.first(context);
  return await preparer.revision(context, { parentVersionId: due.parentVersionId, cause: due.cause, commandId: due.commandId });
}

import { refuseCommand as refuse } from '#data/chain/receipt.transitions';
import { currentStep } from '../interceptors/current-step';
import type { ActivityDependencies } from './dependencies';

/** Receipts a command whose activity failed for good; one that has a receipt already keeps it. */
export function refuseCommandWith({ db }: ActivityDependencies) {
  return async function refuseCommand({ commandId }: { commandId: string }): Promise<void> {
    await refuse(db, commandId, 'internal_error', currentStep());
  };
}

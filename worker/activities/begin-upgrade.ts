import { beginUpgrade as begin } from '#data/chain/begin-upgrade.transitions';
import type { ReportState } from '#data/chain/chain-state';
import { currentStep } from '../interceptors/current-step';
import type { ActivityDependencies } from './dependencies';

/**
 * Has a report go on by the version of the process that somebody asked for, where nothing is open in it now. Run again, or where that was given up
 * meanwhile, it answers the present state.
 */
export function beginUpgradeWith({ db }: ActivityDependencies) {
  return async function beginUpgrade({ cycleReportId }: { cycleReportId: string }): Promise<ReportState> {
    return await begin(db, cycleReportId, currentStep());
  };
}

import { type ListedLane, type ListedLanes, listLanes as list } from '#data/lanes/list-lanes.transitions';
import type { PhaseName } from '#domain/phase/phase-names';
import { currentStep } from '../interceptors/current-step';
import type { ActivityDependencies } from './dependencies';

export type { ListedLane };

/** Lists a report's lanes anew from the approved version that names their members; run again it writes nothing. */
export function listLanesWith({ db }: ActivityDependencies) {
  return async function listLanes(input: { cycleReportId: string; members: PhaseName }): Promise<ListedLanes> {
    return await list(db, { ...input, step: currentStep() });
  };
}

import type { ListedLanes } from '#data/lanes/list-lanes.transitions';
import { listOwnerLanes as list } from '#data/lanes/list-owner-lanes.transitions';
import type { PhaseName } from '#domain/phase/phase-names';
import { currentStep } from '../interceptors/current-step';
import type { ActivityDependencies } from './dependencies';

/** Lists the lanes of data owners inside a lane anew from the approved version that names them; run again it writes nothing. */
export function listOwnerLanesWith({ db }: ActivityDependencies) {
  return async function listOwnerLanes(input: { laneId: string; members: PhaseName }): Promise<ListedLanes> {
    return await list(db, { ...input, step: currentStep() });
  };
}

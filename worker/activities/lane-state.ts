import { type LaneState, laneState as read } from '#data/lanes/lane-state.queries';
import type { PhaseName } from '#domain/phase/phase-names';
import type { ActivityDependencies } from './dependencies';

export type { LaneState };

/** Reads where a lane stands; `phasesInside` is absent in what runs sent that began before it was. */
export function laneStateWith({ db }: ActivityDependencies) {
  return async function laneState({ laneId, phasesInside }: { laneId: string; phasesInside?: readonly PhaseName[] }): Promise<LaneState> {
    return await read(db, laneId, phasesInside);
  };
}

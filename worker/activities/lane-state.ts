import { type LaneState, laneState as read } from '#data/lanes/lane-state.queries';
import type { ActivityDependencies } from './dependencies';

export type { LaneState };

/** Reads where a lane stands. */
export function laneStateWith({ db }: ActivityDependencies) {
  return async function laneState({ laneId }: { laneId: string }): Promise<LaneState> {
    return await read(db, laneId);
  };
}

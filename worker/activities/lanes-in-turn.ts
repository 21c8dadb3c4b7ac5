import { type LanesInTurn, lanesInTurn as read } from '#data/lanes/lanes-in-turn.queries';
import type { PhaseName } from '#domain/phase/phase-names';
import type { ActivityDependencies } from './dependencies';

/** Reads which lanes of a report, or inside a lane, may run where they run one after the other, by their ids. */
export function lanesInTurnWith({ db }: ActivityDependencies) {
  return async function lanesInTurn(input: {
    cycleReportId: string;
    laneId: string | null;
    phases: readonly PhaseName[];
  }): Promise<LanesInTurn> {
    return await read(db, input);
  };
}

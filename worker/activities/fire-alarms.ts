import type { ChainState } from '#data/chain/chain-state';
import { fireAlarms as fire } from '#data/chain/fire-alarms.transitions';
import type { ActivityDependencies } from './dependencies';

/**
 * Tells people of a phase what is due to be told at an instant (ms since the epoch); run again, it tells nobody twice. `commandsWait`:
 * something that was asked for comes first, and nobody was told.
 */
export function fireAlarmsWith({ db }: ActivityDependencies) {
  return async function fireAlarms({
    chainId,
    at,
  }: {
    chainId: string;
    at: number;
  }): Promise<{ commandsWait: boolean; state: ChainState }> {
    return await fire(db, chainId, new Date(at));
  };
}

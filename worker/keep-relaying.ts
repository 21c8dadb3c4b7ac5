import { setTimeout as sleep } from 'node:timers/promises';
import { type RelayDependencies, relayOnce, relayPackages } from './activities/relay';

const RELAY_EVERY_MS = 2_000;
/** The age from which a command is rung for again: younger ones have most likely been rung for and are being answered. */
const RELAY_AFTER_MS = 2_000;

/** Rings again for what waits, until the signal aborts; a service that is away is asked again the next time. */
export async function relayUntilStopped(dependencies: RelayDependencies, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await relayOnce(dependencies, RELAY_AFTER_MS);
      await relayPackages(dependencies, RELAY_AFTER_MS);
    } catch (error) {
      dependencies.log.warn({ err: error }, 'the relay could not reach a service and tries again');
    }
    await sleep(RELAY_EVERY_MS, undefined, { signal }).catch((error: unknown) => {
      // The sleep ends early only where the worker is told to stop.
      if (!signal.aborted) throw error;
    });
  }
}

import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until `probe` no longer throws; throws its last error when `timeout` (ms) has passed. */
export async function waitUntil<T>(probe: () => Promise<T>, { timeout, interval }: { timeout: number; interval: number }): Promise<T> {
  for (const deadline = Date.now() + timeout; ; await pause(interval)) {
    try {
      return await probe();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

import { setTimeout as wait } from 'node:timers/promises';
import { Refusal } from '#domain/refusals';
import { isServiceAway } from '#domain/service-away';

/** Repeats `attempt` while a service is away, for at most `patienceMs`; every other error goes through at once. */
export async function persist<T>(attempt: () => Promise<T>, patienceMs = 180_000): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (let pauseMs = 200; ; pauseMs = Math.min(pauseMs * 1.5, 1_000)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isServiceAway(error) || Date.now() > deadline) throw error;
      await wait(pauseMs);
    }
  }
}

/** What there is; null where it is not there, or not for whoever asks. Every other error goes through. */
export async function ifThere<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return null;
    throw error;
  }
}

/** Asks until `probe` answers something other than null; names what it waited for when patience ends. */
export async function waitFor<T>(what: string, probe: () => Promise<T | null>, patienceMs = 300_000): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (let pauseMs = 60; ; pauseMs = Math.min(pauseMs * 1.25, 300)) {
    const answer = await persist(probe);
    if (answer !== null) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${Math.round(patienceMs / 1000)} s for ${what}, in vain.`);
    await wait(pauseMs);
  }
}

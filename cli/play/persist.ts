import { setTimeout as wait } from 'node:timers/promises';

const CONNECTION_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', '57P01', '57P02', '57P03', '08000', '08001', '08003', '08006']);
const GRPC_UNAVAILABLE = 14;
const GRPC_DEADLINE_EXCEEDED = 4;

/** Whether an error says that PostgreSQL or Temporal is away for the moment, rather than that the request was wrong. */
export function isServiceAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, cause } = error as Error & { code?: unknown; cause?: unknown };
  if (typeof code === 'string' && (CONNECTION_CODES.has(code) || code === 'P1001' || code === 'P1017')) return true;
  if (code === GRPC_UNAVAILABLE || code === GRPC_DEADLINE_EXCEEDED) return true;
  if (/Connection terminated|timeout exceeded when trying to connect|Can't reach database|Connection dropped/i.test(error.message)) return true;
  return cause !== undefined && cause !== error && isServiceAway(cause);
}

/** Repeats `attempt` while a service is away, for at most `patienceMs`; every other error goes through at once. */
export async function persist<T>(attempt: () => Promise<T>, patienceMs = 180_000): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (let pauseMs = 200; ; pauseMs = Math.min(pauseMs * 2, 3_000)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isServiceAway(error) || Date.now() > deadline) throw error;
      await wait(pauseMs);
    }
  }
}

/** Asks until `probe` answers something other than null; names what it waited for when patience ends. */
export async function waitFor<T>(what: string, probe: () => Promise<T | null>, patienceMs = 300_000): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (let pauseMs = 60; ; pauseMs = Math.min(pauseMs * 1.5, 1_000)) {
    const answer = await persist(probe);
    if (answer !== null) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${Math.round(patienceMs / 1000)} s for ${what}, in vain.`);
    await wait(pauseMs);
  }
}

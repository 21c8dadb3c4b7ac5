import { useSyncExternalStore } from 'react';
import type { Result } from '#domain/refusals';
import { RequestFailed } from './request-failed';

/** What waits for the person to be signed in again; null while nobody was told that the session has ended. */
let ended: { again: Promise<void>; resume: () => void } | null = null;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Settles when the person has signed in again. Whoever is told first that the session has ended has the page ask. */
function signedInAgain(): Promise<void> {
  if (ended === null) {
    let resume = (): void => undefined;
    const again = new Promise<void>((resolve) => {
      resume = resolve;
    });
    ended = { again, resume };
    tell();
  }
  return ended.again;
}

/** Whether the session has ended under the page, which then asks to sign in over what is on it. */
export function useSessionEnded(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => ended !== null,
    () => false,
  );
}

/** Lets everything that was refused for want of a session be asked again. */
export function resumeSession(): void {
  ended?.resume();
  ended = null;
  tell();
}

/**
 * Asks the server, and again once the person has signed in where it answers that nobody is: a request that is refused for want of a
 * session has done nothing, so that neither reads nor edits are lost with it.
 */
export async function whileSignedIn<T>(ask: () => Promise<Result<T>>): Promise<Result<T>> {
  for (;;) {
    const answer = await ask();
    if (answer.ok || answer.code !== 'not_signed_in') return answer;
    await signedInAgain();
  }
}

/** `whileSignedIn` for requests that throw what they are refused for. */
export async function readWhileSignedIn<T>(read: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch (failure) {
      if (!(failure instanceof RequestFailed && failure.code === 'not_signed_in')) throw failure;
    }
    await signedInAgain();
  }
}

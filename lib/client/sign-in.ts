'use client';
import type { SignInResponse } from 'next-auth/react';
import { REFUSALS } from '#domain/refusals';
import { useHeardMutation } from './mutation';
import { resumeSession } from './session';

/** Loaded by whoever comes, goes or may have been signed out: pages that people work in do without. */
const entrance = () => import('next-auth/react');

const WRONG = 'The e-mail address or the password is wrong.';

/** The address to open after signing in: only a path of our own, because `next` must not lead elsewhere. */
export function ownPath(next: string | null | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/';
}

async function enter(email: string, password: string): Promise<void> {
  let answer: SignInResponse | undefined;
  try {
    const { signIn } = await entrance();
    answer = await signIn('credentials', { email, password, redirect: false });
  } catch {
    throw new Error(REFUSALS.unavailable);
  }
  if (answer?.ok !== true) throw new Error(answer?.error && answer.error !== 'CredentialsSignin' ? answer.error : WRONG);
}

/** Signs in and opens `next`. The error's message is a sentence, the lock-out's says for how long. */
export function useSignIn() {
  return useHeardMutation({
    mutationFn: async ({ email, password, next }: { email: string; password: string; next?: string | null }) => {
      await enter(email, password);
      // A full load: nothing of an earlier person's session stays in memory.
      window.location.assign(ownPath(next));
    },
  });
}

/** Signs the person of this page in again, whose requests then go on where they were refused. */
export function useSignInAgain(email: string) {
  return useHeardMutation({
    mutationFn: async ({ password }: { password: string }) => {
      await enter(email, password);
      resumeSession();
    },
  });
}

/**
 * Looks whether somebody has signed in meanwhile, in another window: the same person goes on, and a page of another person is loaded
 * anew. Without an answer nothing changes.
 */
export async function lookForSession(personId: string): Promise<void> {
  const session = await entrance()
    .then(({ getSession }) => getSession())
    .catch(() => null);
  if (session === null || !('userId' in session)) return;
  if (session.userId === personId) resumeSession();
  else window.location.reload();
}

/** Ends the session here and on the server. */
export async function leave(): Promise<void> {
  const { signOut } = await entrance();
  await signOut({ callbackUrl: '/sign-in' });
}

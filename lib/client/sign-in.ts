'use client';
import { useMutation } from '@tanstack/react-query';
import { signIn } from 'next-auth/react';
import { REFUSALS } from '#domain/refusals';

const WRONG = 'The e-mail address or the password is wrong.';

/** The address to open after signing in: only a path of our own, because `next` must not lead elsewhere. */
export function ownPath(next: string | null | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/';
}

/** Signs in and opens `next`. The error's message is a sentence, the lock-out's says for how long. */
export function useSignIn() {
  return useMutation({
    mutationFn: async ({ email, password, next }: { email: string; password: string; next?: string | null }) => {
      let answer: Awaited<ReturnType<typeof signIn<'credentials'>>>;
      try {
        answer = await signIn('credentials', { email, password, redirect: false });
      } catch {
        throw new Error(REFUSALS.unavailable);
      }
      if (answer?.ok !== true) throw new Error(answer?.error && answer.error !== 'CredentialsSignin' ? answer.error : WRONG);
      // A full load: nothing of an earlier person's session stays in memory.
      window.location.assign(ownPath(next));
    },
  });
}

'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useId } from 'react';
import { useForm } from 'react-hook-form';
import { useSessionEnded } from '#client/session';
import { lookForSession, useSignInAgain } from '#client/sign-in';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { signInHref } from '#contract/addresses';
import type { MeView } from '#contract/views/me-view';
import { EntranceFailure, PasswordField } from './credential-fields';

/** Asks to sign in again over a page whose session has ended; what waited on it, edits included, then goes on. */
export function SignInAgain({ me }: { me: MeView }) {
  const ended = useSessionEnded();
  useEffect(() => {
    if (!ended) return undefined;
    const look = (): void => void lookForSession(me.id);
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [ended, me.id]);
  return ended ? <Question me={me} /> : null;
}

function Question({ me }: { me: MeView }) {
  const formId = useId();
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const signIn = useSignInAgain(me.email);
  const form = useForm({ defaultValues: { password: '' } });
  return (
    <Dialog
      open
      // It can be left only by the way on: behind it nothing could be read or kept.
      onOpenChange={() => undefined}
      closable={false}
      title="You were signed out"
      description={`Sign in as ${me.name} to go on here. What you typed is kept and saved then.`}
      footer={
        <>
          <a
            href={signInHref(search === '' ? pathname : `${pathname}?${search}`)}
            className="mr-auto rounded-sm text-sm text-accent underline underline-offset-2"
          >
            Sign in as somebody else
          </a>
          <Button type="submit" form={formId} variant="primary" busy={signIn.isPending}>
            Sign in
          </Button>
        </>
      }
    >
      <form
        id={formId}
        method="post"
        noValidate
        onSubmit={form.handleSubmit((values) => signIn.mutate(values))}
        className="flex flex-col gap-3"
      >
        <input type="hidden" name="username" autoComplete="username" value={me.email} readOnly />
        <PasswordField
          registration={form.register('password', { required: 'Enter your password.' })}
          error={form.formState.errors.password?.message}
          kind="current"
        />
        <EntranceFailure error={signIn.error} />
      </form>
    </Dialog>
  );
}

'use client';

import { useForm } from 'react-hook-form';
import { useSignIn } from '#client/sign-in';
import { Button } from '#components/ui/button';
import { EmailField, EntranceFailure, PasswordField } from './credential-fields';

/** One fictional person of the demo; the password is public. */
export interface DemoAccount {
  name: string;
  email: string;
  role: string;
  password: string;
}

interface SignInFormProps {
  next: string | null;
  /** Listed only when the demo is loaded; empty otherwise. */
  demoAccounts: readonly DemoAccount[];
}

interface Values {
  email: string;
  password: string;
}

/** E-mail and password; a lock-out is told in words, with how long it lasts. */
export function SignInForm({ next, demoAccounts }: SignInFormProps) {
  const signIn = useSignIn();
  const form = useForm<Values>({ defaultValues: { email: '', password: '' } });
  const errors = form.formState.errors;
  const busy = signIn.isPending || signIn.isSuccess;
  return (
    <div className="flex flex-col gap-6">
      <form
        method="post"
        noValidate
        onSubmit={form.handleSubmit((values) => signIn.mutate({ ...values, next }))}
        className="flex flex-col gap-4"
      >
        <EmailField
          registration={form.register('email', { required: 'Enter your e-mail address.' })}
          error={errors.email?.message}
          autoFocus
        />
        <PasswordField
          registration={form.register('password', { required: 'Enter your password.' })}
          error={errors.password?.message}
          kind="current"
        />
        <EntranceFailure error={signIn.error} />
        <Button type="submit" variant="primary" busy={busy} className="h-9">
          Sign in
        </Button>
      </form>
      {demoAccounts.length > 0 ? (
        <section aria-labelledby="demo-accounts">
          <h2 id="demo-accounts" className="eyebrow mb-1">
            Demo: people of a fictional bank
          </h2>
          <ul className="divide-y divide-line border-y border-line">
            {demoAccounts.map((account) => (
              <li key={account.email}>
                <button
                  type="button"
                  data-ring="inside"
                  aria-disabled={busy || undefined}
                  onClick={() => {
                    if (!busy) signIn.mutate({ email: account.email, password: account.password, next });
                  }}
                  className="flex min-h-9 w-full items-center justify-between gap-3 px-1 py-1.5 text-left text-sm hover:bg-hover"
                >
                  <span className="min-w-0">
                    <span className="block truncate">{account.name}</span>
                    <span className="block truncate text-xs text-faint">{account.email}</span>
                  </span>
                  <span className="shrink-0 text-xs text-muted">{account.role}</span>
                </button>
              </li>
            ))}
          </ul>
          <p className="mt-2 text-xs text-muted">Choose a person to sign in as them. All data here is generated.</p>
        </section>
      ) : null}
    </div>
  );
}

'use client';

import { useForm } from 'react-hook-form';
import { valueOf } from '#client/fetch-json';
import { useHeardMutation } from '#client/mutation';
import { useSignIn } from '#client/sign-in';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { Input } from '#components/ui/input';
import type { RedeemLinkInput } from '#contract/administration-inputs';
import type { LinkView } from '#contract/views/me-view';
import type { Result } from '#domain/refusals';
import { EmailField, EntranceFailure, PasswordField } from './credential-fields';

interface WelcomeFormProps {
  token: string;
  link: LinkView;
  redeemLink: (input: RedeemLinkInput) => Promise<Result<unknown>>;
}

interface Values {
  name: string;
  email: string;
  password: string;
  again: string;
}

/** What a one-time link leads to: choosing a password, and for the first admin saying who one is. */
export function WelcomeForm({ token, link, redeemLink }: WelcomeFormProps) {
  const form = useForm<Values>({ defaultValues: { name: link.name ?? '', email: link.email ?? '', password: '', again: '' } });
  const errors = form.formState.errors;
  const first = link.purpose === 'first_admin';
  const signIn = useSignIn();
  const redeem = useHeardMutation({
    mutationFn: async (values: Values) => {
      const who = first ? { name: values.name, email: values.email } : {};
      valueOf(await redeemLink({ token, password: values.password, ...who }));
    },
    onSuccess: (_done, values) => signIn.mutate({ email: values.email, password: values.password }),
  });
  return (
    <form method="post" noValidate onSubmit={form.handleSubmit((values) => redeem.mutate(values))} className="flex flex-col gap-4">
      {first ? (
        <>
          <Field label="Your name" htmlFor="name" error={errors.name?.message}>
            <Input
              id="name"
              autoComplete="name"
              aria-invalid={errors.name !== undefined}
              {...form.register('name', { required: 'Enter your name.' })}
            />
          </Field>
          <EmailField registration={form.register('email', { required: 'Enter your e-mail address.' })} error={errors.email?.message} />
        </>
      ) : (
        <p className="text-sm text-muted">
          {link.name}, choose the password for {link.email}.
          <input type="hidden" autoComplete="username" {...form.register('email')} />
        </p>
      )}
      <PasswordField
        registration={form.register('password', {
          required: 'Choose a password.',
          minLength: { value: 12, message: 'Use at least 12 characters.' },
        })}
        error={errors.password?.message}
        hint="At least 12 characters. Length is what counts."
        kind="new"
      />
      <PasswordField
        label="Password again"
        registration={form.register('again', { validate: (again, values) => again === values.password || 'The two passwords differ.' })}
        error={errors.again?.message}
        kind="new"
      />
      <EntranceFailure error={redeem.error ?? signIn.error} />
      <Button type="submit" variant="primary" busy={redeem.isPending || signIn.isPending || signIn.isSuccess} className="h-9">
        {first ? 'Make the first admin' : 'Set the password'}
      </Button>
    </form>
  );
}

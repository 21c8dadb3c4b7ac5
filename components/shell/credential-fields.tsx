import { CircleAlert } from 'lucide-react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { describedBy, Field } from '#components/ui/field';
import { Input } from '#components/ui/input';

interface CredentialFieldProps {
  /** From `form.register`, under the field's own name. */
  registration: UseFormRegisterReturn;
  error: string | undefined;
}

/** The e-mail address somebody signs in with. */
export function EmailField({ registration, error, autoFocus = false }: CredentialFieldProps & { autoFocus?: boolean }) {
  return (
    <Field label="E-mail" htmlFor="email" error={error}>
      <Input
        id="email"
        type="email"
        autoComplete="username"
        autoFocus={autoFocus}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy('email', { error })}
        {...registration}
      />
    </Field>
  );
}

interface PasswordFieldProps extends CredentialFieldProps {
  label?: string;
  hint?: string;
  /** Typed from memory, or chosen now. */
  kind: 'current' | 'new';
}

/** A password, known or newly chosen. */
export function PasswordField({ registration, error, label = 'Password', hint, kind }: PasswordFieldProps) {
  const id = registration.name;
  return (
    <Field label={label} htmlFor={id} error={error} hint={hint}>
      <Input
        id={id}
        type="password"
        autoComplete={`${kind}-password`}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id, { hint, error })}
        {...registration}
      />
    </Field>
  );
}

/** Why nobody got in, in words; nothing while there is no reason. */
export function EntranceFailure({ error }: { error: Error | null }) {
  if (error === null) return null;
  return (
    <p role="alert" className="flex items-start gap-2 rounded-md border border-bad-line bg-bad-ground px-3 py-2 text-sm text-bad">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {error.message}
    </p>
  );
}

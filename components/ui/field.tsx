import type { ReactNode } from 'react';
import { cx } from './cx';

export interface FieldProps {
  label: string;
  /** Id of the control; its description is `<id>-hint`, its error `<id>-error` (see `describedBy`). */
  htmlFor: string;
  hint?: ReactNode;
  /** Sentence; null or undefined when valid. `formState.errors.x?.message` of react-hook-form fits. */
  error?: string | null;
  required?: boolean;
  className?: string;
  children: ReactNode;
}

/** What a control's `aria-describedby` must be inside a Field. */
export function describedBy(id: string, parts: { hint?: unknown; error?: unknown }): string | undefined {
  const ids = [parts.error ? `${id}-error` : null, parts.hint ? `${id}-hint` : null].filter((part) => part !== null);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** Label, control, hint and error of one input. */
export function Field({ label, htmlFor, hint, error, required = false, className, children }: FieldProps) {
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={htmlFor} className="text-xs font-medium text-ink">
        {label}
        {required ? <span className="text-faint"> (required)</span> : null}
      </label>
      {children}
      {error ? (
        <p id={`${htmlFor}-error`} role="alert" className="text-xs text-bad">
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={`${htmlFor}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

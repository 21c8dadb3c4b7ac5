import { ChevronDown } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';

/** The look of everything that is typed in. */
export const CONTROL =
  'min-w-0 rounded-md border border-edge/60 bg-surface text-ink transition-colors hover:border-edge focus-visible:border-accent aria-invalid:border-bad disabled:bg-sunken disabled:text-faint';

/** A control fills its place unless its user says how wide it is: two widths on one element leave the choice to chance. */
function widthOf(className: string | undefined): string | null {
  return /(^|\s)w-/.test(className ?? '') ? null : 'w-full';
}

/** One line of text; spreads react-hook-form's `register`. `aria-invalid` colours it. */
export function Input({ className, type = 'text', ...rest }: ComponentProps<'input'>) {
  return <input type={type} autoComplete="off" {...rest} className={cx(CONTROL, widthOf(className), 'h-8 px-2 text-sm', className)} />;
}

/** Several lines of text. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={rows} {...rest} className={cx(CONTROL, 'w-full resize-y px-2 py-1.5 text-sm', className)} />;
}

/** The platform's own select: works with every keyboard, screen reader and phone. Fills its place unless given a width. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={cx('relative inline-flex min-w-0', widthOf(className), className)}>
      <select {...rest} className={cx(CONTROL, 'h-8 w-full appearance-none truncate pr-7 pl-2 text-sm')}>
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-1/2 right-2 size-3.5 -translate-y-1/2 text-muted" />
    </span>
  );
}

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  /** Read aloud; shown beside the box unless `hideLabel`. */
  label: ReactNode;
  hideLabel?: boolean;
  indeterminate?: boolean;
}

/** A checkbox with its label; spreads react-hook-form's `register`. */
export function Checkbox({ label, hideLabel = false, indeterminate = false, className, ref, ...rest }: CheckboxProps) {
  return (
    <label className={cx('inline-flex min-h-6 items-center gap-2 text-sm', rest.disabled && 'text-faint', className)}>
      <input
        type="checkbox"
        {...rest}
        ref={(node) => {
          if (node) node.indeterminate = indeterminate;
          if (typeof ref === 'function') ref(node);
          else if (ref) ref.current = node;
        }}
        className="size-4 shrink-0 accent-accent"
      />
      <span className={hideLabel ? 'sr-only' : undefined}>{label}</span>
    </label>
  );
}

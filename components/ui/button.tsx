'use client';

import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';
import { Tooltip } from './tooltip';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'sm' | 'md';

const BASE =
  'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors duration-100 aria-disabled:cursor-not-allowed';

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'border border-line-strong bg-surface text-ink hover:bg-hover',
  ghost: 'text-muted hover:bg-hover hover:text-ink',
  danger: 'border border-bad-line bg-surface text-bad hover:bg-bad-ground',
};
const OFF = 'border border-line bg-sunken text-faint';
const SIZES: Record<ButtonSize, string> = { sm: 'h-7 px-2 text-xs', md: 'h-8 px-3 text-sm' };

/** The look of a button, for links that act as one. */
export function buttonClass(variant: ButtonVariant = 'secondary', size: ButtonSize = 'md'): string {
  return cx(BASE, VARIANTS[variant], SIZES[size]);
}

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /**
   * Why this cannot be done now: the button stays reachable and says so on hover and focus.
   * `PermittedAction.why` fits here as it is. An empty string disables without a reason.
   */
  disabledReason?: string | null;
  /** Something was sent: shows a spinner and takes no second click. */
  busy?: boolean;
  icon?: ReactNode;
}

/** The one button. A refused action is shown with its reason, it does not vanish. */
export function Button({
  variant = 'secondary',
  size = 'md',
  disabledReason = null,
  busy = false,
  icon,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const off = disabledReason !== null;
  return (
    <Tooltip text={disabledReason}>
      <button
        {...rest}
        type={off || busy ? 'button' : type}
        aria-disabled={off || busy || undefined}
        aria-busy={busy || undefined}
        onClick={off || busy ? (event) => event.preventDefault() : onClick}
        className={cx(BASE, off ? OFF : VARIANTS[variant], SIZES[size], className)}
      >
        {busy ? <LoaderCircle aria-hidden className="size-3.5 animate-spin" /> : icon}
        {children}
      </button>
    </Tooltip>
  );
}

'use client';

import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { BUTTON_BASE, BUTTON_OFF, BUTTON_SIZES, BUTTON_VARIANTS, type ButtonSize, type ButtonVariant } from './button-class';
import { cx } from './cx';
import { Tooltip } from './tooltip';

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
        className={cx(BUTTON_BASE, off ? BUTTON_OFF : BUTTON_VARIANTS[variant], BUTTON_SIZES[size], className)}
      >
        {busy ? <LoaderCircle aria-hidden className="size-3.5 animate-spin" /> : icon}
        {children}
      </button>
    </Tooltip>
  );
}

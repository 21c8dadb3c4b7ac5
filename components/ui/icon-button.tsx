'use client';

import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';
import { Tooltip } from './tooltip';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'disabled'> {
  /** The accessible name, also shown on hover. */
  label: string;
  /** A lucide icon. */
  icon: ReactNode;
  size?: 'sm' | 'md';
  disabledReason?: string | null;
  /** Shown in the tooltip after the label, such as "n". */
  keyHint?: string;
  pressed?: boolean;
  side?: 'top' | 'right' | 'bottom' | 'left';
}

/** A button that is only an icon; its name is in the tooltip and read aloud. */
export function IconButton({
  label,
  icon,
  size = 'md',
  disabledReason = null,
  keyHint,
  pressed,
  side,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  const off = disabledReason !== null;
  const text = off && disabledReason ? disabledReason : keyHint ? `${label} (${keyHint})` : label;
  return (
    <Tooltip text={text} side={side}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-disabled={off || undefined}
        aria-pressed={pressed}
        onClick={off ? undefined : onClick}
        className={cx(
          'inline-flex shrink-0 items-center justify-center rounded-md text-muted transition-colors duration-100 [&_svg]:size-4',
          off ? 'cursor-not-allowed opacity-50' : 'hover:bg-hover hover:text-ink aria-pressed:bg-selected aria-pressed:text-accent',
          size === 'sm' ? 'size-6' : 'size-8',
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  );
}

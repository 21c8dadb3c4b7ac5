'use client';

import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx';

interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactNode;
  /** Accessible name of the panel. */
  label: string;
  align?: 'start' | 'center' | 'end';
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The panel itself has the focus when it opens, and not the first thing in it. */
  focusesPanel?: boolean;
  className?: string;
  children: ReactNode;
}

/** A small panel beside its button, for filters and choices that need more than a menu. */
export function Popover({ trigger, label, align = 'start', open, onOpenChange, focusesPanel = false, className, children }: PopoverProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          onOpenAutoFocus={focusesPanel ? focusPanel : undefined}
          className={cx('z-50 w-72 animate-settle rounded-lg border border-line-strong bg-raised p-3 shadow-float', className)}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function focusPanel(event: Event): void {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}

'use client';

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { cx } from './cx';
import { IconButton } from './icon-button';
import { useKeys } from './use-keys';

interface SidePanelProps {
  title: ReactNode;
  /** Small line under the title. */
  subtitle?: ReactNode;
  onClose: () => void;
  footer?: ReactNode;
  /** Takes focus when it opens (default), so that the keyboard follows. */
  takeFocus?: boolean;
  className?: string;
  children: ReactNode;
}

/**
 * Detail beside a list, which stays in view. Put it after the list in a `flex min-h-0` row. Below 1024 px it lies over
 * the page. Escape closes it, wherever the focus is.
 */
export function SidePanel({ title, subtitle, onClose, footer, takeFocus = true, className, children }: SidePanelProps) {
  const titleId = useId();
  const panel = useRef<HTMLElement>(null);
  useKeys({ Escape: onClose });
  useEffect(() => {
    if (!takeFocus) return;
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [takeFocus]);
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-labelledby={titleId}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
      className={cx(
        'fixed inset-y-0 right-0 z-30 flex w-full max-w-md min-w-0 animate-slide-in flex-col border-l border-line bg-surface shadow-float outline-none lg:static lg:z-auto lg:w-96 lg:shrink-0 lg:shadow-none',
        className,
      )}
    >
      <header className="flex shrink-0 items-start gap-2 border-b border-line px-4 py-2.5">
        <div className="min-w-0 flex-1">
          <h2 id={titleId} className="truncate text-sm font-semibold">
            {title}
          </h2>
          {subtitle ? <div className="text-xs text-muted">{subtitle}</div> : null}
        </div>
        <IconButton label="Close" keyHint="Esc" icon={<X />} size="sm" onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">{children}</div>
      {footer ? <footer className="shrink-0 border-t border-line px-4 py-3">{footer}</footer> : null}
    </aside>
  );
}

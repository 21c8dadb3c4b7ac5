'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { cx } from './cx';
import { IconButton } from './icon-button';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence under the title. */
  description?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  width?: 'sm' | 'md' | 'lg';
  /** Escape and the cross close it (default). False where only what it asks for leads on. */
  closable?: boolean;
  children?: ReactNode;
}

const WIDTHS = { sm: 'max-w-md', md: 'max-w-xl', lg: 'max-w-4xl' };

/** The first thing to fill in takes the focus, else the dialog itself: never the cross. */
function focusFirstInput(event: Event): void {
  event.preventDefault();
  if (!(event.target instanceof HTMLElement)) return;
  (event.target.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, select') ?? event.target).focus();
}

/** What opens a dialog at this moment, which a field with `autoFocus` would hide: the element with the focus, or the button of the menu that it is an entry of. */
function openerNow(): Element | null {
  const menu = document.activeElement?.closest('[role="menu"]');
  return menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : document.activeElement;
}

/** Whatever held the focus gets it back; where that is gone with what was done, the page's content, whose keys then go on. */
function giveFocusBack(opener: Element | null): void {
  const held = opener instanceof HTMLElement && opener !== document.body && opener.isConnected ? opener : null;
  (held ?? document.getElementById('content'))?.focus();
}

/** A question that must be answered before going on. Escape and the cross close it; focus returns to where it was. */
export function Dialog({ open, onOpenChange, title, description, footer, width = 'sm', closable = true, children }: DialogProps) {
  const opener = useRef<Element | null>(null);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.4)]" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={(event) => {
            opener.current = openerNow();
            focusFirstInput(event);
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            giveFocusBack(opener.current);
          }}
          onEscapeKeyDown={(event) => {
            if (!closable) event.preventDefault();
          }}
          onInteractOutside={(event) => {
            if (!closable) event.preventDefault();
          }}
          className={cx(
            'fixed inset-x-3 top-[12dvh] z-50 mx-auto flex outline-none max-h-[76dvh] animate-settle flex-col rounded-lg border border-line-strong bg-raised shadow-float',
            WIDTHS[width],
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-2">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {description ? <Radix.Description className="mt-0.5 text-sm text-muted">{description}</Radix.Description> : null}
            </div>
            {closable ? (
              <Radix.Close asChild>
                <IconButton label="Close" icon={<X />} size="sm" />
              </Radix.Close>
            ) : null}
          </header>
          {children ? <div className="min-h-0 flex-1 overflow-y-auto px-5 py-2">{children}</div> : null}
          {footer ? <footer className="flex flex-wrap items-center justify-end gap-2 px-5 pt-3 pb-4">{footer}</footer> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

'use client';
import { Search } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useEffect, useState } from 'react';
import { KeyHint } from '#components/ui/key-hint';
import type { Role } from '#domain/people/roles';
import { PaletteSearch } from './palette-search';

/** The search field of the top bar; it, Ctrl K and ⌘ K open the palette from everywhere. */
export function CommandPalette({ roles }: { roles: readonly Role[] }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Trigger asChild>
        <button
          type="button"
          aria-label="Search or go to"
          aria-keyshortcuts="Control+K Meta+K"
          className="flex h-8 items-center gap-2 rounded-md px-2 text-sm text-muted hover:bg-hover md:w-56 md:border md:border-line-strong md:bg-sunken"
        >
          <Search aria-hidden className="size-4" />
          <span className="hidden flex-1 text-left md:inline">Search or go to…</span>
          <KeyHint keys="Ctrl K" className="max-md:hidden" />
        </button>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.4)]" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[12dvh] z-50 mx-auto flex max-h-[70dvh] max-w-xl animate-settle flex-col overflow-hidden rounded-lg border border-line-strong bg-raised shadow-float outline-none"
        >
          <Radix.Title className="sr-only">Search or go to</Radix.Title>
          <PaletteSearch roles={roles} onDone={() => setOpen(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

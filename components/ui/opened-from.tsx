'use client';

import { usePathname } from 'next/navigation';
import { useMemo, useSyncExternalStore } from 'react';
import { z } from 'zod/mini';

const KEY = 'countersign-from-inbox';

/** Where in the inbox a page was opened: which row of how many, and the inbox as it was looked at. */
const openedSchema = z.object({ page: z.string(), inbox: z.string().check(z.startsWith('/inbox')), at: z.number(), of: z.number() });

/** A step back to the inbox as it was left: "Inbox, 2 of 5". */
interface WayBack {
  label: string;
  href: string;
}

/** Notes that a page was opened from the inbox, so that it says so for as long as this tab is on it. `href` is its address, `at` counts from 0. */
export function openedFromInbox(href: string, { at, of }: { at: number; of: number }): void {
  const opened: z.infer<typeof openedSchema> = { page: href.split('?')[0] ?? '', inbox: `/inbox${window.location.search}`, at, of };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(opened));
  } catch {
    // A browser that keeps nothing shows the page among the cycles.
  }
}

function fromInbox(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

const never = () => () => undefined;

/** The way back to the inbox from a page that was opened there; null from any other, and from what cannot be read any more. */
export function wayBackFrom(path: string, stored: string | null): WayBack | null {
  if (stored === null || !stored.startsWith('{')) return null;
  const opened = openedSchema.safeParse(readJson(stored)).data;
  if (opened?.page !== path) return null;
  const { at, of, inbox } = opened;
  return { label: of > 1 && at >= 0 ? `Inbox, ${at + 1} of ${of}` : 'Inbox', href: inbox };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The way back to the inbox where the page on screen was opened from it; null where it was not. */
export function useWayBackToInbox(): WayBack | null {
  const path = usePathname();
  const stored = useSyncExternalStore(never, fromInbox, () => null);
  return useMemo(() => wayBackFrom(path, stored), [path, stored]);
}

/** Whether the page on screen was opened from the inbox. */
export function useOpenedFromInbox(): boolean {
  return useWayBackToInbox() !== null;
}

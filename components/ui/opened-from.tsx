'use client';

import { usePathname } from 'next/navigation';
import { useSyncExternalStore } from 'react';

const KEY = 'countersign-from-inbox';

/** Notes that a page was opened from the inbox, so that it says so for as long as this tab is on it. `href` is its address. */
export function openedFromInbox(href: string): void {
  try {
    sessionStorage.setItem(KEY, href.split('?')[0] ?? '');
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

/** Whether the page on screen was opened from the inbox. */
export function useOpenedFromInbox(): boolean {
  const path = usePathname();
  return useSyncExternalStore(
    never,
    () => fromInbox() === path,
    () => false,
  );
}

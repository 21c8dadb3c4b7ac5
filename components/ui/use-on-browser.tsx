'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** Whether the browser has taken over from the server: what only a browser keeps may be read then, and not while the server's page is taken over. */
export function useOnBrowser(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

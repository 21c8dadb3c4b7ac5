'use client';

import { useCallback, useSyncExternalStore } from 'react';

const WIDE = '(min-width: 768px)';

/** Whether a media query holds; the server assumes that it does. */
function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => true,
  );
}

/** Wide enough for tables (768 px and more); below, lists are cards. */
export function useIsWide(): boolean {
  return useMedia(WIDE);
}

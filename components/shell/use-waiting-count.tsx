'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { inboxOptions } from '#client/inbox';

/** How many things wait for this person; null until known, or where the person has no inbox. */
export function useWaitingCount(hasInbox: boolean): number | null {
  const inbox = useInfiniteQuery({ ...inboxOptions({ tab: 'waiting', limit: 1 }), enabled: hasInbox });
  return inbox.data?.pages[0]?.counts.waiting ?? null;
}

'use client';

import { useRouter } from 'next/navigation';
import { inboxRowsOf, useInbox } from '#client/inbox';
import { destinationHref } from '#contract/addresses';

/** The next version that waits for this person's decision, after this one and then from the start; null when none does. */
export function useNextInQueue(versionId: string) {
  const router = useRouter();
  const inbox = useInbox({ tab: 'waiting', sort: 'due', limit: 50 });
  const rows = inboxRowsOf(inbox.data?.pages).filter((row) => row.kind === 'decide');
  const here = rows.findIndex((row) => row.versionId === versionId);
  const others = [...rows.slice(here + 1), ...rows.slice(0, Math.max(0, here))].filter((row) => row.versionId !== versionId);
  const next = others[0] ?? null;
  return { next, left: others.length, go: () => router.push(destinationHref(next?.opens ?? { to: 'inbox' })) };
}

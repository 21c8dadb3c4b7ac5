'use client';

import { useLive } from '#client/live';

/** Keeps the page up to date while it is open; shows nothing. */
export function LiveUpdates({ personId }: { personId: string }) {
  useLive(personId);
  return null;
}

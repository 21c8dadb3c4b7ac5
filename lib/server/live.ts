import 'server-only';
import type { Database } from '#data/sql/connection';
import { LiveHub } from './live-hub';

/** Handlers and what runs at the start are bundled apart; the process has one hub all the same. */
const kept = globalThis as typeof globalThis & { countersignLive?: { db: Database; hub: LiveHub }; countersignEnds?: boolean };

/** The hub of this process, which reads that database; one that takes nobody once the process has been told to end. */
export function liveHub(db: Database): LiveHub {
  if (kept.countersignLive?.db !== db) kept.countersignLive = { db, hub: new LiveHub(db) };
  const { hub } = kept.countersignLive;
  if (kept.countersignEnds === true) void hub.stop();
  return hub;
}

/** Ends the open streams when the process is told to end: its server waits for every answer that is under way. */
export function endStreamsWithProcess(): void {
  const end = (): void => {
    kept.countersignEnds = true;
    void kept.countersignLive?.hub.stop();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
}

import { AsyncLocalStorage } from 'node:async_hooks';

/** Of which things a line of the log, or a span of a trace, is. No names: whoever may read logs need not know the bank's reports. */
export interface Ids {
  commandId?: string;
  versionId?: string;
  workflowId?: string;
  runId?: string;
  activityId?: string;
}

const storage = new AsyncLocalStorage<Ids>();

/** Does work all of whose lines carry these ids, beside those of the work that it is part of. */
export function underIds<T>(ids: Ids, work: () => T): T {
  return storage.run({ ...storage.getStore(), ...ids }, work);
}

/** Adds what the work under way has found that it is about; nothing outside of `underIds`. */
export function addIds(ids: Ids): void {
  const here = storage.getStore();
  if (here !== undefined) Object.assign(here, ids);
}

/** The ids of the work that is under way; none outside of `underIds`. */
export function idsHere(): Readonly<Ids> {
  return storage.getStore() ?? {};
}

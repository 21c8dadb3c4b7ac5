import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { appendHistory, lastArchivedEvent } from '#data/tracking/history.transitions';
import type { Json } from '#domain/item/json';
import type { ActivityDependencies } from './dependencies';

/** Appends what a run's history has gained to the archive; nothing where it is complete. Returns how many events were new. */
export async function archiveRun(
  { db, temporal }: Pick<ActivityDependencies, 'db' | 'temporal'>,
  run: { workflowId: string; runId: string },
): Promise<number> {
  const archived = await lastArchivedEvent(db, run.workflowId, run.runId);
  const history = await temporal.workflow.getHandle(run.workflowId, run.runId).fetchHistory();
  const { events } = JSON.parse(historyToJSON(history)) as { events: { eventId: string }[] };
  const fresh = events
    .map((event) => ({ eventId: Number(event.eventId), event: event as unknown as Json }))
    .filter(({ eventId }) => eventId > archived);
  if (fresh.length === 0) return 0;
  return await appendHistory(db, run, fresh);
}

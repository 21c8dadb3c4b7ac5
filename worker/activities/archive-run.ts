import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { temporal as proto } from '@temporalio/proto';
import { appendHistory, lastArchivedEvent } from '#data/tracking/history.transitions';
import type { Json } from '#domain/item/json';
import { eventsFromEnd } from './archiving/events-from-end';
import type { ActivityDependencies } from './dependencies';

/**
 * Appends what a run's history has gained to the archive; nothing where it is complete. Only that is read, so that archiving after each command
 * costs what the command left behind, however long the run is. Returns how many events were new.
 */
export async function archiveRun(
  { db, temporal }: Pick<ActivityDependencies, 'db' | 'temporal'>,
  run: { workflowId: string; runId: string },
): Promise<number> {
  const archived = await lastArchivedEvent(db, run.workflowId, run.runId);
  const gained: proto.api.history.v1.IHistoryEvent[] = [];
  for await (const event of eventsFromEnd(temporal, run)) {
    if (Number(event.eventId) <= archived) break;
    gained.push(event);
  }
  if (gained.length === 0) return 0;
  const { events } = JSON.parse(historyToJSON({ events: gained.reverse() })) as { events: { eventId: string }[] };
  return await appendHistory(
    db,
    run,
    events.map((event) => ({ eventId: Number(event.eventId), event: event as unknown as Json })),
  );
}

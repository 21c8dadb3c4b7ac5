import type { Json } from '#domain/item/json';
import { historySegmentHash } from '#domain/version/history-segment';
import type { Queryable } from '../sql/connection';

/** A stretch of an archived history, and what is wrong with it in a sentence; null where nothing is. */
interface Stretch {
  first: number;
  last: number;
  hash: Buffer;
  archivedAt: Date;
  fault: string | null;
}

/** The archive of one run. `events` are those before the first fault: what comes after it proves nothing. */
export interface ArchivedRun {
  workflowId: string;
  runId: string;
  stretches: readonly Stretch[];
  events: readonly Json[];
}

interface SegmentRow {
  first: number;
  last: number;
  events: Json[];
  hash: Buffer;
  prevHash: Buffer | null;
  archivedAt: Date;
}

/** Reads what is archived of a run's history and checks that stretch follows stretch, each with its hash. The caller answers for who may see it. */
export async function readArchivedRun(db: Queryable, run: { workflowId: string; runId: string }): Promise<ArchivedRun> {
  const answer = await db.query<SegmentRow>(
    `select first_event_id as first, last_event_id as last, events, hash, prev_hash as "prevHash", created_at as "archivedAt"
       from history_segment where workflow_id = $1 and run_id = $2 order by first_event_id`,
    [run.workflowId, run.runId],
  );
  const stretches: Stretch[] = [];
  const events: Json[] = [];
  let before: SegmentRow | null = null;
  for (const row of answer.rows) {
    const fault = faultOf(row, before);
    const { first, last, hash, archivedAt } = row;
    stretches.push({ first, last, hash, archivedAt, fault });
    if (stretches.every((stretch) => stretch.fault === null)) for (const event of row.events) events.push(event);
    before = row;
  }
  return { ...run, stretches, events };
}

function faultOf(row: SegmentRow, before: SegmentRow | null): string | null {
  const place = `The archive of events ${row.first} to ${row.last}`;
  const due = before ? before.last + 1 : 1;
  if (row.first !== due) return `${place} does not follow: event ${due} is missing.`;
  if (!(before === null ? row.prevHash === null : row.prevHash?.equals(before.hash) === true))
    return `${place} does not name the stretch before it.`;
  if (!historySegmentHash(before?.hash ?? null, row.events).equals(row.hash))
    return `${place} was altered: its events do not have its hash.`;
  return null;
}

import type { Json } from '#domain/item/json';
import { historySegmentHash } from '#domain/version/history-segment';
import type { SqlClient } from '../sql/connection';
import { cursorRows } from '../sql/cursor-rows';
import { Problems } from './problems';
import type { Followed, VerifyScope } from './verify-scope';

interface SegmentRow {
  workflowId: string;
  runId: string;
  first: number;
  last: number;
  events: Json[];
  hash: Buffer;
  prevHash: Buffer | null;
}

/** Follows the archived histories of workflow runs: no stretch is missing, and each hashes onto the one before. */
export async function verifyHistories(sql: SqlClient, scope: VerifyScope): Promise<Followed> {
  const problems = new Problems();
  let count = 0;
  let last: SegmentRow | null = null;
  const rows = cursorRows(
    sql,
    'verify_histories',
    `select workflow_id as "workflowId", run_id as "runId", first_event_id as first, last_event_id as last, events, hash, prev_hash as "prevHash"
       from history_segment
      where ($1::uuid[] is null or split_part(workflow_id, '/', 2) = any($1::text[])) order by workflow_id, run_id, first_event_id`,
    [scope.cycleReportIds],
    (fetch) => sql.query<SegmentRow>(fetch),
  );
  for await (const row of rows) {
    count += 1;
    const before: SegmentRow | null = last?.workflowId === row.workflowId && last.runId === row.runId ? last : null;
    const sentence = segmentProblem(row, before);
    if (sentence !== null) problems.add(sentence);
    last = row;
  }
  return { count, problems: problems.sentences };
}

function segmentProblem(row: SegmentRow, before: SegmentRow | null): string | null {
  const place = `Archived history of ${row.workflowId}, events ${row.first} to ${row.last}`;
  const due = before ? before.last + 1 : 1;
  if (row.first !== due) return `${place}: event ${due} is missing.`;
  const follows = before === null ? row.prevHash === null : row.prevHash?.equals(before.hash) === true;
  if (!follows) return `${place}: it does not follow from the stretch before it.`;
  return historySegmentHash(before?.hash ?? null, row.events).equals(row.hash) ? null : `${place}: its events do not match its hash.`;
}

import type { Json } from '#domain/item/json';
import { historySegmentHash } from '#domain/version/history-segment';
import { SYSTEM_ACTOR } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';

/** The last archived event of a run; 0 where nothing is archived yet. */
export async function lastArchivedEvent(db: Database, workflowId: string, runId: string): Promise<number> {
  const { rows } = await db.pool.query<{ last: number | null }>(
    'select max(last_event_id) as last from history_segment where workflow_id = $1 and run_id = $2',
    [workflowId, runId],
  );
  return rows[0]?.last ?? 0;
}

/**
 * Appends events to a run's archive, hashed onto the segment before; events already archived are left out, so that
 * running it twice, or twice at once, appends once. Returns how many were new.
 */
export async function appendHistory(
  db: Database,
  run: { workflowId: string; runId: string },
  events: readonly { eventId: number; event: Json }[],
): Promise<number> {
  return await inTransaction(db, async (sql) => {
    await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`history/${run.workflowId}/${run.runId}`]);
    const { rows } = await sql.query<{ last_event_id: number; hash: Buffer }>(
      'select last_event_id, hash from history_segment where workflow_id = $1 and run_id = $2 order by first_event_id desc limit 1',
      [run.workflowId, run.runId],
    );
    const previous = rows[0] ?? null;
    const fresh = events.filter(({ eventId }) => eventId > (previous?.last_event_id ?? 0));
    const first = fresh[0];
    const last = fresh.at(-1);
    if (!first || !last) return 0;
    const stored = fresh.map(({ event }) => event);
    await sql.query(
      `insert into history_segment (workflow_id, run_id, first_event_id, last_event_id, events, hash, prev_hash)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        run.workflowId,
        run.runId,
        first.eventId,
        last.eventId,
        JSON.stringify(stored),
        historySegmentHash(previous?.hash ?? null, stored),
        previous?.hash ?? null,
      ],
    );
    await writeAudit(sql, {
      cycleReportId: /^cycle-report\/([0-9a-f-]{36})/.exec(run.workflowId)?.[1] ?? null,
      kind: 'history_archived',
      actor: SYSTEM_ACTOR,
      subject: `workflow history, events ${first.eventId} to ${last.eventId}`,
    });
    return fresh.length;
  });
}

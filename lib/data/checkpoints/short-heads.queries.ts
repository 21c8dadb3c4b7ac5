import type { Queryable } from '../sql/connection';
import { REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { streamTitle } from './stream-title';

/**
 * Streams that do not end where their head says, in words. A stream that lost its newest entries, or all of them, is named
 * by its head or by the log of heads, whichever knows of more; a head that says less than the stream is named as well.
 */
export async function shortHeads(sql: Queryable): Promise<string[]> {
  const answer = await sql.query<{
    stream: string;
    newest: string | null;
    newestHash: Buffer | null;
    head: string | null;
    headHash: Buffer | null;
    logged: string | null;
    number: number | null;
    title: string | null;
  }>(
    `select s.stream, e.seq as newest, e.hash as "newestHash", h.seq as head, h.hash as "headHash", l.seq as logged, l.number, t.title
       from (select stream from stream_head union select stream from checkpoint_leaf union select stream from audit_event) s
       left join lateral (select seq, hash from audit_event where stream = s.stream order by seq desc limit 1) e on true
       left join stream_head h on h.stream = s.stream
       left join lateral (select seq, number from checkpoint_leaf where stream = s.stream order by seq desc limit 1) l on true
       left join lateral (select ${reportTitleSql()} as title from cycle_report cr
              ${REPORT_JOINS_SQL}
             where s.stream = 'cycle-report/' || cr.id::text) t on true
      where e.seq is distinct from h.seq or e.hash is distinct from h.hash or e.seq < l.seq or e.seq is null order by s.stream`,
  );
  return answer.rows.map((row) => {
    const place = streamTitle(row.stream, row.title);
    const [newest, head, logged] = [row.newest, row.head, row.logged].map((seq) => Number(seq ?? 0)) as [number, number, number];
    if (newest >= Math.max(head, logged)) return `${place}: the head that is kept of it is not its newest entry.`;
    const gone = Math.max(head, logged);
    const words = gone === newest + 1 ? `entry ${gone} is gone` : `entries ${newest + 1} to ${gone} are gone`;
    const witness = logged === gone ? `checkpoint ${row.number} logged ${logged}` : `the head that is kept of it is entry ${head}`;
    return `${place}: ${words}; ${witness}.`;
  });
}

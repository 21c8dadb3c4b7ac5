import { type Comparison, compareWithOutside, type RecordInside } from '#domain/checkpoint/compare-outside';
import type { Outside } from '#domain/checkpoint/evidence';
import type { TrustedKeys } from '#domain/checkpoint/trusted-keys';
import type { Queryable } from '../sql/connection';
import { REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { databaseKeys } from './database-keys.queries';
import { streamTitle } from './stream-title';

/**
 * Compares this database with evidence from outside. `given` are the keys of a file; null where the database's own have to
 * do, which is weaker: whoever rewrote it may have signed with a key of their own, but cannot have changed what is outside.
 */
export async function compareOutside(sql: Queryable, evidence: readonly Outside[], given: TrustedKeys | null): Promise<Comparison> {
  return compareWithOutside(await inside(sql, evidence), evidence, given ?? (await databaseKeys(sql)));
}

/** Reads what the evidence speaks of, and nothing else of the trail. */
async function inside(sql: Queryable, evidence: readonly Outside[]): Promise<RecordInside> {
  const heads = evidence.flatMap((one) => (one.kind === 'unreadable' ? [] : one.kind === 'head' ? [one.head] : one.heads));
  const numbers = evidence.flatMap((one) => (one.kind === 'checkpoint' ? [one.checkpoint.number] : []));
  const streams = [...new Set(heads.map(({ stream }) => stream))];
  const installations = await sql.query<{ id: string; newest: number }>(
    'select id, coalesce((select max(number) from checkpoint), 0) as newest from installation',
  );
  const notes = await sql.query<{ number: number; note: string }>('select number, note from checkpoint where number = any($1::int[])', [
    numbers,
  ]);
  const entries = await sql.query<{ stream: string; seq: string; hash: Buffer }>(
    `select e.stream, e.seq, e.hash from (select distinct stream, seq from unnest($1::text[], $2::bigint[]) as asked(stream, seq)) asked
       join audit_event e on e.stream = asked.stream and e.seq = asked.seq`,
    [heads.map(({ stream }) => stream), heads.map(({ seq }) => seq)],
  );
  const ends = await sql.query<{ stream: string; newest: string | null; title: string | null }>(
    `select s.stream, (select max(seq) from audit_event e where e.stream = s.stream) as newest,
            (select ${reportTitleSql()} from cycle_report cr ${REPORT_JOINS_SQL} where s.stream = 'cycle-report/' || cr.id::text) as title
       from unnest($1::text[]) as s(stream)`,
    [streams],
  );
  const noteOf = new Map(notes.rows.map(({ number, note }) => [number, note]));
  const entryOf = new Map(entries.rows.map(({ stream, seq, hash }) => [`${stream} ${seq}`, hash.toString('hex')]));
  const endOf = new Map(ends.rows.map((row) => [row.stream, row]));
  return {
    installation: installations.rows[0]?.id ?? '',
    newestCheckpoint: installations.rows[0]?.newest ?? 0,
    note: (number) => noteOf.get(number),
    entry: (stream, seq) => entryOf.get(`${stream} ${seq}`),
    newestEntry: (stream) => Number(endOf.get(stream)?.newest ?? 0),
    title: (stream) => streamTitle(stream, endOf.get(stream)?.title ?? null),
  };
}

import type { RecordView } from '#contract/views/admin-views';
import { originOf } from '#domain/checkpoint/checkpoint';
import { statementInWords } from '#domain/checkpoint/key-statement';
import type { Queryable } from '../sql/connection';
import { onlyRow } from '../sql/only-row';
import { keyStatements } from './database-keys.queries';

/** Whose record this is, and its newest checkpoint: 0 where there is none. */
export async function newestCheckpoint(sql: Queryable): Promise<{ installation: string; number: number }> {
  const answer = await sql.query<{ installation: string; number: number }>(
    'select id as installation, coalesce((select max(number) from checkpoint), 0) as number from installation',
  );
  return onlyRow(answer.rows);
}

/** How the record stands: newest checkpoint, keys and sinks. The caller has asked whether the person may see it. */
export async function readRecord(sql: Queryable): Promise<RecordView> {
  const [newest, moved, keys, statements, sinks] = await Promise.all([
    readNewest(sql),
    readMoved(sql),
    readKeysUsed(sql),
    keyStatements(sql),
    readSinks(sql),
  ]);
  const revokedFrom = new Map<string, number>();
  for (const { statement } of statements)
    if (statement?.act === 'revocation') revokedFrom.set(statement.other.toString('hex'), statement.from);
  return {
    ...newest,
    moved,
    keys: keys.map(({ publicKey, ...key }) => ({ ...key, revokedFrom: revokedFrom.get(publicKey.toString('hex')) ?? null })),
    statements: statements.map(({ statement }) =>
      statement === null
        ? { words: 'A statement about the keys is not rightly signed', at: null }
        : { words: statementInWords(statement), at: statement.at },
    ),
    sinks,
  };
}

async function readNewest(sql: Queryable): Promise<Pick<RecordView, 'origin' | 'newest'>> {
  const answer = await sql.query<{
    installation: string;
    number: number | null;
    at: Date | null;
    treeSize: string | null;
    fingerprint: string | null;
  }>(
    `select i.id as installation, c.number, c.at, c.tree_size as "treeSize", c.fingerprint
       from installation i left join (select * from checkpoint order by number desc limit 1) c on true`,
  );
  const { installation, number, at, treeSize, fingerprint } = onlyRow(answer.rows);
  const origin = originOf(installation);
  if (number === null || at === null || fingerprint === null) return { origin, newest: null };
  return { origin, newest: { number, at: at.toISOString(), heads: Number(treeSize), fingerprint } };
}

/** How many streams have moved since the newest checkpoint. */
async function readMoved(sql: Queryable): Promise<number> {
  const answer = await sql.query<{ moved: number }>(
    `select count(*)::int as moved from stream_head h
      where not exists (select from checkpoint_leaf l where l.stream = h.stream and l.seq >= h.seq)`,
  );
  return onlyRow(answer.rows).moved;
}

/** Every key that has signed, the newest first, with the first and the last checkpoint that it signed. */
async function readKeysUsed(sql: Queryable): Promise<{ fingerprint: string; publicKey: Buffer; first: number; last: number }[]> {
  const answer = await sql.query<{ fingerprint: string; publicKey: Buffer; first: number; last: number }>(
    `select k.fingerprint, k.public_key as "publicKey", min(c.number) as first, max(c.number) as last
       from signing_key k join checkpoint c on c.fingerprint = k.fingerprint group by k.fingerprint, k.public_key order by first desc`,
  );
  return answer.rows;
}

async function readSinks(sql: Queryable): Promise<RecordView['sinks']> {
  const answer = await sql.query<{
    name: string;
    active: boolean;
    delivered: number;
    behind: number;
    deliveredAt: Date | null;
    failingSince: Date | null;
    error: string | null;
  }>(
    `select s.name, s.active, s.delivered, newest.number - s.delivered as behind, s.delivered_at as "deliveredAt",
            s.failing_since as "failingSince", s.error
       from checkpoint_sink s, (select coalesce(max(number), 0) as number from checkpoint) newest order by s.active desc, s.name`,
  );
  return answer.rows.map(({ deliveredAt, failingSince, ...row }) => ({
    ...row,
    deliveredAt: deliveredAt?.toISOString() ?? null,
    failingSince: failingSince?.toISOString() ?? null,
  }));
}

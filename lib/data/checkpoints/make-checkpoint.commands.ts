import { checkpointText, headLeaf, originOf, previousOf, type StreamHead } from '#domain/checkpoint/checkpoint';
import { EMPTY_TREE, type Frontier, frontierBytes, readFrontier, rootOf, withLeaf } from '#domain/checkpoint/merkle-tree';
import { fingerprint, type Signer, signNote } from '#domain/checkpoint/signed-note';
import { type Database, inTransaction, type Queryable, type SqlClient } from '../sql/connection';
import { onlyRow } from '../sql/only-row';

/** What signing takes: the key, and what its file says of keys. */
export interface CheckpointSigner extends Signer {
  statements: readonly string[];
}

/**
 * Signs a checkpoint over the heads that have moved since the one before, and answers its number; null where none has moved,
 * or where another worker is signing. Nobody who writes to the trail waits for it.
 */
export async function makeCheckpoint(db: Database, signer: CheckpointSigner): Promise<number | null> {
  return await inTransaction(db, async (sql) => {
    const { rows } = await sql.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock(hashtextextended('checkpoint', 0)) as mine`);
    if (rows[0]?.mine !== true) return null;
    const heads = await movedHeads(sql);
    return heads.length === 0 ? null : await writeCheckpoint(sql, signer, heads);
  });
}

/** The heads that no checkpoint has logged, in the order of their streams. */
async function movedHeads(sql: Queryable): Promise<StreamHead[]> {
  const answer = await sql.query<{ stream: string; seq: string; hash: Buffer }>(
    `select h.stream, h.seq, h.hash from stream_head h
      where not exists (select from checkpoint_leaf l where l.stream = h.stream and l.seq >= h.seq) order by h.stream`,
  );
  return answer.rows.map(({ stream, seq, hash }) => ({ stream, seq: Number(seq), hash: hash.toString('hex') }));
}

async function writeCheckpoint(sql: SqlClient, signer: CheckpointSigner, heads: readonly StreamHead[]): Promise<number> {
  const { installation, last, at, keyStatements } = await standing(sql);
  const number = (last?.number ?? 0) + 1;
  const before = last?.edge ?? EMPTY_TREE;
  const after = heads.map(headLeaf).reduce(withLeaf, before);
  const previous = previousOf(last?.note ?? null, installation);
  const text = checkpointText({ installation, number, treeSize: after.size, root: rootOf(after), previous, at: at.toISOString() });
  const note = signNote(text, originOf(installation), signer);
  if (last?.fingerprint !== fingerprint(signer.publicKey) || keyStatements !== signer.statements.length) await keepKeys(sql, signer);
  await sql.query(
    `with logged as (
       insert into checkpoint_leaf (leaf, stream, seq, hash, number)
       select $1::bigint + place, stream, seq, decode(hash, 'hex'), $2::int
         from unnest($3::text[], $4::bigint[], $5::text[]) with ordinality as moved(stream, seq, hash, place))
     insert into checkpoint (number, tree_size, frontier, note, fingerprint, at) values ($2::int, $6, $7, $8, $9, $10)`,
    [
      before.size,
      number,
      heads.map(({ stream }) => stream),
      heads.map(({ seq }) => seq),
      heads.map(({ hash }) => hash),
      after.size,
      frontierBytes(after),
      note,
      fingerprint(signer.publicKey),
      at,
    ],
  );
  return number;
}

interface Standing {
  installation: string;
  /** By the database's clock. */
  at: Date;
  /** How many statements about keys the database knows. */
  keyStatements: number;
  last: { number: number; note: string; fingerprint: string; edge: Frontier } | null;
}

async function standing(sql: SqlClient): Promise<Standing> {
  const answer = await sql.query<{
    installation: string;
    at: Date;
    number: number | null;
    note: string | null;
    treeSize: string | null;
    frontier: Buffer | null;
    fingerprint: string | null;
    keyStatements: number;
  }>(
    `select i.id as installation, date_trunc('milliseconds', clock_timestamp()) as at, c.number, c.note, c.tree_size as "treeSize", c.frontier,
            c.fingerprint, (select count(*)::int from key_statement) as "keyStatements"
       from installation i left join (select * from checkpoint order by number desc limit 1) c on true`,
  );
  const { installation, at, number, note, treeSize, frontier, keyStatements, ...last } = onlyRow(answer.rows);
  if (number === null || note === null || frontier === null || last.fingerprint === null)
    return { installation, at, keyStatements, last: null };
  const edge = readFrontier(Number(treeSize), frontier);
  if (!edge) throw new Error(`The edge of the tree that is kept with checkpoint ${number} does not have its size.`);
  return { installation, at, keyStatements, last: { number, note, fingerprint: last.fingerprint, edge } };
}

/** The public half of the key, and what its file says of keys, as far as the database does not know it. */
async function keepKeys(sql: SqlClient, { publicKey, statements }: CheckpointSigner): Promise<void> {
  await sql.query('insert into signing_key (fingerprint, public_key) values ($1, $2) on conflict do nothing', [
    fingerprint(publicKey),
    publicKey,
  ]);
  await sql.query(
    `insert into key_statement (position, note) select place, note from unnest($1::text[]) with ordinality as said(note, place) on conflict do nothing`,
    [statements],
  );
}

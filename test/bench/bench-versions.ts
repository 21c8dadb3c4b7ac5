import { randomUUID } from 'node:crypto';
import { readDiff } from '#data/comparison/diff.queries';
import { copy } from '#data/log/stage-items';
import { inTransaction } from '#data/sql/connection';
import type { ItemChange } from '#domain/item/diff';
import { testDatabase } from '../support/postgres';
import { type BenchChain, createDue, firstDue, freeze, openBenchChain, sendBack } from './bench-chain';
import { copyLinesOf, fewChanges, revisionChanges, streamed, wholeContent } from './bench-content';
import { type BenchLine, median, sideBySide, timed } from './measurement';

const CREATIONS = 5;
const REVISIONS = 10;
const COMPARISONS = 15;
const PAGE = 100;
/** The log and, beside it, the chunks that its newest content is hashed by. */
const OUR_TABLES = ['version_item', 'content_chunk'];
const COPY_COLUMNS = 'bench_copy (copy_id, item_key, number, op, data, hash)';

/** Versions of 100,000 items: creation, revision, comparison and storage, each beside full copies in the same database. */
export async function benchVersions(): Promise<BenchLine[]> {
  const database = await testDatabase();
  const chain = await openBenchChain(database);
  try {
    await makeCopyTable(chain);
    const content = wholeContent();
    const creation = await sideBySide(
      CREATIONS,
      () => createOnce(content),
      () => copyOnce(chain, 1),
    );
    await chain.owner.pool.query('truncate bench_copy');
    await copyOnce(chain, 1);
    const first = await createDue(chain, firstDue(chain), 'empty', streamed(content));
    await freeze(chain, first);
    const { versions, milliseconds } = await revise(chain, first, 2, revisionChanges);
    await copyRevised(chain, 2);
    const comparison = await sideBySide(
      COMPARISONS,
      () => compare(chain, first, versions[0] ?? ''),
      () => compareCopies(chain),
    );
    for (let number = 3; number <= REVISIONS; number += 1) await copyRevised(chain, number);
    const storage = { ours: await mebibytes(chain, ...OUR_TABLES), floor: await mebibytes(chain, 'bench_copy') };
    const small = await revise(chain, versions.at(-1) ?? '', REVISIONS + 2, fewChanges);
    return [
      { name: 'create a version of 100,000 items, beside COPY', ...creation, goal: 1.2, unit: 'ms' },
      {
        name: 'revise 1 % of it, hashes included, beside that COPY',
        ours: median(milliseconds),
        floor: creation.floor,
        goal: 0.22,
        unit: 'ms',
      },
      {
        name: 'revise 20 items of it, hashes included, beside that COPY',
        ours: median(small.milliseconds),
        floor: creation.floor,
        goal: 0.03,
        unit: 'ms',
      },
      { name: 'compare the two, beside a full outer join of copies', ...comparison, goal: 0.1, unit: 'ms' },
      { name: 'storage of ten 1 % revisions, beside ten full copies', ...storage, goal: 0.15, unit: 'MiB' },
    ];
  } finally {
    await chain.owner.close();
    await database.drop();
  }
}

/** A creation needs a chain that has none yet, so each is measured in a database of its own. */
async function createOnce(content: readonly ItemChange[]): Promise<number> {
  const database = await testDatabase();
  const chain = await openBenchChain(database);
  try {
    return await timed(() => createDue(chain, firstDue(chain), 'empty', streamed(content)));
  } finally {
    await chain.owner.close();
    await database.drop();
  }
}

/** Full copies: the same columns under a primary key, without triggers or a second index. */
async function makeCopyTable({ owner }: BenchChain): Promise<void> {
  await owner.pool.query(
    `create table bench_copy (copy_id uuid not null, item_key text collate "C" not null, number int not null, op text not null, data jsonb, hash bytea,
       primary key (copy_id, item_key, number))`,
  );
}

async function copyOnce({ owner }: BenchChain, number: number): Promise<number> {
  const lines = copyLinesOf(randomUUID(), number);
  return await timed(() => inTransaction(owner, (sql) => copy(sql, COPY_COLUMNS, streamedText(lines))));
}

async function* streamedText(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

/** A full copy of the content of version `number` of the chain, as a product with copies would store it. */
async function copyRevised({ owner, chainId }: BenchChain, number: number): Promise<void> {
  await owner.pool.query(
    `insert into bench_copy select $1, i.item_key, $3, 'put', i.data, i.hash from version_item i
      where i.chain_id = $2 and i.number <= $3 and i.op = 'put'
        and not exists (select 1 from version_item l where l.chain_id = $2 and l.item_key = i.item_key and l.number > i.number and l.number <= $3)`,
    [randomUUID(), chainId, number],
  );
}

/** Revises a frozen version so many times in a row, each timed from the changes to the frozen draft; `from` numbers the first. */
async function revise(
  chain: BenchChain,
  first: string,
  from: number,
  changesOf: (number: number) => ItemChange[],
): Promise<{ versions: string[]; milliseconds: number[] }> {
  const versions: string[] = [];
  const milliseconds: number[] = [];
  let parent = first;
  for (let number = from; number < from + REVISIONS; number += 1) {
    const due = await sendBack(chain, parent, number);
    const changes = changesOf(number);
    milliseconds.push(
      await timed(async () => {
        parent = await createDue(chain, due, 'parent', streamed(changes));
        await freeze(chain, parent);
      }),
    );
    versions.push(parent);
  }
  return { versions, milliseconds };
}

function compare(chain: BenchChain, base: string, head: string): Promise<number> {
  return timed(() => readDiff(chain.db, chain.tester, { versionId: head, base, limit: PAGE }));
}

/** Counts by kind and the first page of differences, from two full copies. */
function compareCopies({ owner }: BenchChain): Promise<number> {
  const joined = `(select * from bench_copy where number = 1) b full outer join (select * from bench_copy where number = 2) h using (item_key)`;
  return timed(async () => {
    await owner.pool.query(
      `select count(*) filter (where b.hash is null) as added, count(*) filter (where h.hash is null) as removed,
         count(*) filter (where b.hash <> h.hash) as changed from ${joined}`,
    );
    await owner.pool.query(
      `select item_key, b.data as before, h.data as after from ${joined} where b.hash is distinct from h.hash order by item_key limit ${PAGE}`,
    );
  });
}

async function mebibytes({ owner }: BenchChain, ...tables: string[]): Promise<number> {
  const { rows } = await owner.pool.query<{ bytes: string }>(
    'select sum(pg_total_relation_size(t::regclass)) as bytes from unnest($1::text[]) t',
    [tables],
  );
  return Number(rows[0]?.bytes) / 2 ** 20;
}

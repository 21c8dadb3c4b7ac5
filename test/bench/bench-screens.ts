import { randomUUID } from 'node:crypto';
import { readComments } from '#data/comments/comments.queries';
import { readDiff } from '#data/comparison/diff.queries';
import { readEffects } from '#data/comparison/effects.queries';
import { itemFilterSql } from '#data/sql/item-filter-sql';
import { SqlParams } from '#data/sql/sql-params';
import { readItems } from '#data/version/items.queries';
import { readVersion } from '#data/version/version.queries';
import type { ItemChange } from '#domain/item/diff';
import type { ItemFilter } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import { newSample } from '#domain/phases/sample-selection/build-sample';
import { testDatabase } from '../support/postgres';
import { type BenchChain, createDue, firstDue, freeze, openBenchChain, sendBack } from './bench-chain';
import { ITEMS, itemContent, itemKey, streamed } from './bench-content';
import { type BenchLine, percentile, sideBySide, timed } from './measurement';

const CHANGES = 1_000;
const ROUNDS = 60;
/** Rows of a page of differences and of the grid. */
const PAGE = 200;
/** One item in ten or so matches. */
const FILTER: ItemFilter = { all: [{ field: 'values.FIELD_3', operator: 'contains', values: ['77'] }] };

/** What the decision screen and the grid ask the server for, of a version of 100,000 items that changed 1,000, beside the bare queries. */
export async function benchScreens(): Promise<BenchLine[]> {
  const database = await testDatabase();
  const chain = await openBenchChain(database);
  try {
    const first = await createDue(chain, firstDue(chain), 'empty', streamed(samples(ITEMS, 1, 1)));
    await freeze(chain, first);
    const head = await createDue(chain, await sendBack(chain, first, 2), 'parent', streamed(samples(CHANGES, ITEMS / CHANGES, 2)));
    await freeze(chain, head);
    await copyHead(chain);
    await chain.owner.pool.query('analyze');
    const screen = await sideBySide(
      ROUNDS,
      () => timed(() => decisionScreen(chain, head, first)),
      () => timed(() => bareDifference(chain)),
      percentile(95),
    );
    const grid = await sideBySide(
      ROUNDS,
      () => timed(() => readItems(chain.db, chain.tester, { versionId: head, filter: FILTER, limit: PAGE })),
      () => timed(() => bareGrid(chain)),
    );
    return [
      {
        name: `decision screen, ${ITEMS.toLocaleString('en')} items, ${CHANGES.toLocaleString('en')} changes, p95, beside the bare difference`,
        ...screen,
        goal: 2,
        unit: 'ms',
      },
      { name: `filtered page of ${PAGE} rows, beside the same query on a full copy`, ...grid, goal: 1.5, unit: 'ms' },
    ];
  } finally {
    await chain.owner.close();
    await database.drop();
  }
}

/** So many samples, this far apart, with the content of a revision. */
function samples(count: number, apart: number, revision: number): ItemChange[] {
  const origin = { source: 'rule', draw: '$draw/1', by: 'bench.tester@bank.example' } as const;
  return Array.from({ length: count }, (_, nth) => {
    const sample = newSample(asTexts(itemContent(nth * apart, revision)), null, origin, '');
    // A revision takes one changed sample in ten out, so that strata and lines of business have something to tell.
    const decided =
      revision > 1 && nth % 10 === 0 ? ({ decision: 'exclude', decisionReason: 'Bench' } as const) : ({ decision: 'include' } as const);
    return { key: itemKey(nth * apart), op: 'put', data: { ...sample, stratum: `Stratum ${nth % 7}`, lob: 'Retail', ...decided } };
  });
}

function asTexts(content: ItemData): Record<string, string> {
  return Object.fromEntries(Object.entries(content).map(([field, value]) => [field, String(value)]));
}

/** As the browser asks when the screen opens: header and permissions, differences, effects, comments, side by side. */
async function decisionScreen({ db, tester }: BenchChain, versionId: string, base: string): Promise<void> {
  const [, diff] = await Promise.all([
    readVersion(db, tester, { versionId }),
    readDiff(db, tester, { versionId, base, limit: PAGE }),
    readEffects(db, tester, { versionId, base }),
    readComments(db, tester, { versionId }),
  ]);
  if (diff.counts?.changed !== CHANGES || diff.rows.length !== PAGE)
    throw new Error(`The screen shows ${diff.rows.length} of ${diff.counts?.changed} changes.`);
}

/** Every changed key with both sides: what a page of differences cannot do without. */
async function bareDifference({ db, chainId }: BenchChain): Promise<void> {
  const { rows } = await db.pool.query(
    `select h.item_key, b.data as before, b.hash as before_hash, h.data as after, h.hash as after_hash from version_item h
      left join lateral (select data, hash from version_item v where v.chain_id = h.chain_id and v.item_key = h.item_key and v.number < 2 order by v.number desc limit 1) b on true
      where h.chain_id = $1 and h.number = 2 order by h.item_key`,
    [chainId],
  );
  if (rows.length !== CHANGES) throw new Error(`The floor finds ${rows.length} changes.`);
}

/** The version's content as a product with full copies stores it, and nothing else in its table. */
async function copyHead({ owner, chainId }: BenchChain): Promise<void> {
  await owner.pool.query(
    'create table bench_copy (copy_id uuid not null, item_key text collate "C" not null, data jsonb, hash bytea, primary key (copy_id, item_key))',
  );
  await owner.pool.query(
    `insert into bench_copy select $1, i.item_key, i.data, i.hash from version_item i where i.chain_id = $2 and i.op = 'put'
       and not exists (select 1 from version_item l where l.chain_id = $2 and l.item_key = i.item_key and l.number > i.number) order by i.item_key`,
    [randomUUID(), chainId],
  );
}

/** The page and how many match, by the same condition. */
async function bareGrid({ owner }: BenchChain): Promise<void> {
  const params = new SqlParams();
  const where = itemFilterSql(FILTER, { data: 'i.data', key: 'i.item_key' }, params);
  const copy = `from bench_copy i where i.copy_id = (select copy_id from bench_copy limit 1) and ${where}`;
  await Promise.all([
    owner.pool.query(`select i.item_key, i.data, i.hash ${copy} order by i.item_key limit ${PAGE}`, params.values),
    owner.pool.query(`select count(*) ${copy}`, params.values),
  ]);
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemChange } from '#domain/item/diff';
import { ContentChain } from '../../../test/support/content-chain';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { WrittenWorld } from '../../../test/support/world/written-world';
import { type ContentSource, contentSource, contentSql } from './content-source.queries';

const ITEMS = 5;
const REVISIONS = 30;
const key = (n: number) => `loan-${n}`;

let database: TestDatabase;
let world: WrittenWorld;
let chain: ContentChain;

/** Five items and a fact, two of them written again in each of thirty revisions, then one removed and one that is new. */
beforeAll(async () => {
  database = await testDatabase();
  world = await WrittenWorld.open(database);
  const tester = await world.person('Tess Ter', 'tester');
  const report = await world.report('HMDA', tester, await world.person('Olga Owner', 'report_owner'));
  chain = new ContentChain(database, world, await world.chain(report, 'sample-selection'), tester);
  const put = (n: number, value: number): ItemChange => ({ key: key(n), op: 'put', data: { value } });
  const first = [...Array.from({ length: ITEMS }, (_, n) => put(n, 0)), { key: '$file', op: 'put', data: { name: 'a' } } as const];
  await chain.freeze(await chain.draft(0, first));
  for (let number = 2; number <= REVISIONS; number += 1)
    await chain.freeze(await chain.draft(number - 1, [put(number % ITEMS, number), put((number + 2) % ITEMS, number)]));
  await chain.freeze(await chain.draft(REVISIONS, [{ key: key(1), op: 'remove' }, put(9, 1)]));
  await chain.draft(REVISIONS + 1, [{ key: key(2), op: 'remove' }, put(10, 1), put(3, 99)]);
});
afterAll(async () => {
  await world.close();
  await database.drop();
});

async function rowsOf(number: number, source: ContentSource, range: 'items' | 'facts' | 'all'): Promise<unknown[]> {
  const answer = await database.db.pool.query(
    `select i.item_key, i.number, i.data, i.hash, i.op, i.restored_from, i.chain_id ${contentSql('$1', '$2', range, source)} order by i.item_key collate "C"`,
    [chain.chainId, number],
  );
  return answer.rows;
}

describe('where the content of a version is looked for', () => {
  it('is the log while that is short, the keys of the newest frozen content when it is long, and the log for what lies below', async () => {
    expect(await contentSource(database.db.pool, chain.chainId, 1)).toBe('log');
    expect(await contentSource(database.db.pool, chain.chainId, REVISIONS)).toBe('log');
    expect(await contentSource(database.db.pool, chain.chainId, REVISIONS + 1)).toBe('keys');
    expect(await contentSource(database.db.pool, chain.chainId, REVISIONS + 2)).toBe('keys');
  });

  it('finds the same rows both ways, in the newest frozen version and in the draft above it', async () => {
    const held = { items: ITEMS, facts: 1, all: ITEMS + 1 };
    for (const number of [REVISIONS + 1, REVISIONS + 2])
      for (const range of ['items', 'facts', 'all'] as const) {
        const found = await rowsOf(number, 'log', range);
        expect(found).toHaveLength(held[range]);
        expect(await rowsOf(number, 'keys', range)).toEqual(found);
      }
  });

  it('is the log again where the ledger does not hold what its version does', async () => {
    await world.sql.query('delete from content_chunk where chain_id = $1', [chain.chainId]);
    expect(await contentSource(database.db.pool, chain.chainId, REVISIONS + 2)).toBe('log');
  });
});

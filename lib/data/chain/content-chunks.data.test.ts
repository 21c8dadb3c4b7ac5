import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemChange } from '#domain/item/diff';
import type { Subject } from '#domain/people/permissions';
import { ContentChain, valuesThat } from '../../../test/support/content-chain';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { propertyRuns } from '../../../test/support/property-runs';
import { put } from '../../../test/support/world/chain';
import type { WorldReport } from '../../../test/support/world/world';
import { WrittenWorld } from '../../../test/support/world/written-world';
import { freezeVersion } from './freeze-version';

const BEGINNING = valuesThat(true, 12);
const RUNNING_ON = valuesThat(false, 30);
/** In UTF-8, U+FFFD comes before the astral keys; in UTF-16 it comes after them. */
const ODD_KEYS = ['\ufffd', '\u{1f600}', '\u{1f600}x', '\uffee', 'é', 'e\u0301', ' ', '$file', '$draw/1', '%', '#'];
const KEYS = [...ODD_KEYS, ...Array.from({ length: 30 }, (_, n) => `loan-${n}`)];

let database: TestDatabase;
let world: WrittenWorld;
let tester: Subject;
let report: WorldReport;

beforeAll(async () => {
  database = await testDatabase();
  world = await WrittenWorld.open(database);
  tester = await world.person('Tess Ter', 'tester');
  report = await world.report('HMDA', tester, await world.person('Olga Owner', 'report_owner'));
});
afterAll(async () => {
  await world.close();
  await database.drop();
});

async function newChain(): Promise<ContentChain> {
  return new ContentChain(database, world, await world.chain(report, 'sample-selection', { instance: randomUUID() }), tester);
}

/** Drafts and freezes a version, and holds what it is stamped with against the definition, the full rebuild and the ledger. */
async function frozen(chain: ContentChain, base: number, changes: readonly ItemChange[], parent = base): Promise<void> {
  const version = await chain.draft(base, changes, parent);
  await chain.freeze(version);
  expect(await chain.stamped(version)).toEqual(chain.expected(version.number, parent));
  expect(await chain.rebuilt(version.number)).toBe(chain.expected(version.number, parent).content);
  expect(await chain.ledger()).toEqual(chain.expectedLedger(version.number));
}

/** What befalls a ledger between two freezes: it is a cache, and may be lost or belong to another content. */
const MISHAPS: Record<string, string | null> = {
  none: null,
  'is lost': 'with gone as (delete from content_chunk where chain_id = $1) delete from content_ledger where chain_id = $1',
  'is lost without its chunks': 'delete from content_ledger where chain_id = $1',
  'is of a version before': 'update content_ledger set number = number - 1 where chain_id = $1',
  'is of another number and content':
    'with gone as (delete from content_chunk where chain_id = $1) update content_ledger set number = number + 7 where chain_id = $1',
};

describe('a version hashed by what it changed', () => {
  it('has the hash, the counts and the chunks of its content, whatever was put and removed on the way, and on what', async () => {
    const value = fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom(...BEGINNING) },
      { weight: 3, arbitrary: fc.constantFrom(...RUNNING_ON) },
    );
    const key = fc.constantFrom(...KEYS);
    const change: fc.Arbitrary<ItemChange> = fc.oneof(
      { weight: 3, arbitrary: fc.record({ key, op: fc.constant('put' as const), data: value }) },
      { weight: 2, arbitrary: fc.record({ key, op: fc.constant('remove' as const) }) },
    );
    const few = fc.uniqueArray(change, { selector: (one) => one.key, maxLength: 6 });
    const many = fc.uniqueArray(change, { selector: (one) => one.key, minLength: 15, maxLength: KEYS.length });
    const step = fc.record({
      changes: fc.oneof({ weight: 3, arbitrary: few }, { weight: 1, arbitrary: many }),
      // How many versions below the draft its base lies; more than there are is nothing.
      below: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) }),
      parentBelow: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(3) }),
      mishap: fc.oneof({ weight: 5, arbitrary: fc.constant('none') }, { weight: 1, arbitrary: fc.constantFrom(...Object.keys(MISHAPS)) }),
    });
    await fc.assert(
      fc.asyncProperty(many, fc.array(step, { minLength: 1, maxLength: 6 }), async (first, steps) => {
        const chain = await newChain();
        await frozen(chain, 0, first);
        for (const { changes, below, parentBelow, mishap } of steps) {
          const accident = MISHAPS[mishap];
          if (accident) await world.sql.query(accident, [chain.chainId]);
          const numbered = (down: number) => Math.max(0, chain.versions.length - down);
          await frozen(chain, numbered(below), changes, numbered(parentBelow ?? below));
        }
      }),
      propertyRuns(500, 40),
    );
  });

  it('has the hash of the same content that was reached before: A, B, A', async () => {
    const chain = await newChain();
    const whole = KEYS.map((key, nth) => put(key, RUNNING_ON[nth % 7] ?? {}));
    await frozen(chain, 0, whole);
    await frozen(chain, 1, [put('loan-3', BEGINNING[0] ?? {}), { key: '#', op: 'remove' }]);
    await frozen(chain, 2, whole);
    const [first, , last] = chain.versions;
    if (!first || !last) throw new Error('there are three versions');
    expect((await chain.stamped(last)).content).toBe((await chain.stamped(first)).content);
  });

  it.each([
    ['one chunk', RUNNING_ON],
    ['a chunk each', BEGINNING],
  ])('holds where all items are %s, and where one of the other kind comes and goes', async (_, values) => {
    const chain = await newChain();
    const other = values === BEGINNING ? RUNNING_ON : BEGINNING;
    const all = Array.from({ length: 400 }, (_, nth) => put(`loan-${String(nth).padStart(3, '0')}`, values[nth % values.length] ?? {}));
    await frozen(chain, 0, all);
    expect((await chain.ledger()).digests).toHaveLength(values === BEGINNING ? all.length : 1);
    for (const key of ['loan-200', 'loan-000', 'loan-399', 'a', 'z']) {
      await frozen(chain, chain.versions.length, [put(key, other[3] ?? {})]);
      await frozen(chain, chain.versions.length, [{ key, op: 'remove' }]);
    }
    await frozen(chain, 0, []);
    expect((await chain.ledger()).digests).toEqual([]);
    await frozen(chain, chain.versions.length, all.slice(0, 3));
  });
});

describe('a freeze that is cut off', () => {
  it('leaves draft and ledger as they were, and happens whole the next time', async () => {
    const chain = await newChain();
    await frozen(
      chain,
      0,
      KEYS.map((key) => put(key, RUNNING_ON[0] ?? {})),
    );
    const draft = await chain.draft(1, [put('loan-7', BEGINNING[0] ?? {}), put('new', RUNNING_ON[1] ?? {})]);
    const freezer = await database.db.pool.connect();
    freezer.on('error', () => undefined);
    await freezer.query('begin');
    await freezeVersion(freezer, draft.id, { status: 'discarded' });
    const killer = new pg.Client({ connectionString: database.ownerUrl });
    await killer.connect();
    await killer.query('select pg_terminate_backend($1, 10000)', [(freezer as unknown as { processID: number }).processID]);
    await killer.end();
    freezer.release(true);

    const { rows } = await world.sql.query('select status, content_hash from version where id = $1', [draft.id]);
    expect(rows).toEqual([{ status: 'draft', content_hash: null }]);
    expect(await chain.ledger()).toEqual(chain.expectedLedger(1));
    await chain.freeze(draft);
    expect(await chain.stamped(draft)).toEqual(chain.expected(2, 1));
    expect(await chain.ledger()).toEqual(chain.expectedLedger(2));
  });
});

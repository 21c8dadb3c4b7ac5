import { readItems } from '#data/version/items.queries';
import type { ItemChange } from '#domain/item/diff';
import type { ItemFilter } from '#domain/item/item-filter';
import { testDatabase } from '../support/postgres';
import { type BenchChain, createDue, firstDue, freeze, openBenchChain, sendBack } from './bench-chain';
import { itemContent, itemKey, streamed } from './bench-content';
import { type BenchLine, sideBySide, timed } from './measurement';

const ITEMS = 10_000;
/** One item in a hundred changes in a version, others each time: after a hundred versions every item has been written again. */
const CHANGED_EVERY = 100;
const MANY = 1_000;
const FEW = 10;
const ROUNDS = 25;
const PAGE = 200;
/** One item in ten or so matches. */
const FILTER: ItemFilter = { all: [{ field: 'FIELD_3', operator: 'contains', values: ['77'] }] };

/**
 * Freezing a revision of 1 % of 10,000 items, and a filtered page with its count, where 1,000 versions lie below, beside the same where ten do:
 * no floor, but the same work.
 */
export async function benchFreeze(): Promise<BenchLine[]> {
  const database = await testDatabase();
  const chains = { old: await openBenchChain(database), young: await openBenchChain(database) };
  try {
    const old = await GrowingChain.begin(chains.old, MANY);
    const young = await GrowingChain.begin(chains.young, FEW);
    const measured = await sideBySide(
      ROUNDS,
      () => old.revise(),
      () => young.revise(),
    );
    const paged = await sideBySide(
      ROUNDS,
      () => old.page(),
      () => young.page(),
    );
    return [
      { name: 'freeze 1 % of 10,000 items at 1,000 versions, beside 10 versions', ...measured, goal: 1.5, unit: 'ms' },
      { name: 'filtered page and count of 10,000 items at 1,000 versions, beside 10', ...paged, goal: 1.3, unit: 'ms' },
    ];
  } finally {
    await chains.old.owner.close();
    await chains.young.owner.close();
    await database.drop();
  }
}

class GrowingChain {
  private constructor(
    private readonly chain: BenchChain,
    private newest: string,
    private number: number,
  ) {}

  /** A chain with so many frozen versions. */
  static async begin(chain: BenchChain, versions: number): Promise<GrowingChain> {
    const content = Array.from(
      { length: ITEMS },
      (_, index): ItemChange => ({ key: itemKey(index), op: 'put', data: itemContent(index, 1) }),
    );
    const first = await createDue(chain, firstDue(chain), 'empty', streamed(content));
    await freeze(chain, first);
    const growing = new GrowingChain(chain, first, 1);
    while (growing.number < versions) await growing.revise();
    return growing;
  }

  /** One more version; answers the milliseconds that its freezing takes. */
  async revise(): Promise<number> {
    this.number += 1;
    const due = await sendBack(this.chain, this.newest, this.number);
    this.newest = await createDue(this.chain, due, 'parent', streamed(changesOf(this.number)));
    return await timed(() => freeze(this.chain, this.newest));
  }

  /** Milliseconds of a page of the newest version by a filter, with how many match. */
  async page(): Promise<number> {
    const { db, tester } = this.chain;
    return await timed(() => readItems(db, tester, { versionId: this.newest, filter: FILTER, limit: PAGE }));
  }
}

function changesOf(number: number): ItemChange[] {
  return Array.from({ length: ITEMS / CHANGED_EVERY }, (_, nth): ItemChange => {
    const index = nth * CHANGED_EVERY + (number % CHANGED_EVERY);
    return { key: itemKey(index), op: 'put', data: itemContent(index, number) };
  });
}

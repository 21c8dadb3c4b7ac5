import type { ItemData } from '#domain/item/json';
import { SAMPLE } from './draft-items';
import type { TestDatabase } from './postgres';
import { type ChainHandle, makeChain, makeDraft, put, SELF } from './world/chain';
import { makeScenario } from './world/scenario';

/** A draft of a phase with these items, as its tester finds it. */
export async function draftOf(
  test: TestDatabase,
  phase: 'planning' | 'sample-selection',
  items: [string, ItemData][],
): Promise<{ chain: ChainHandle; versionId: string }> {
  const chain = await makeChain(await makeScenario(test.db), phase, phase === 'planning' ? SELF : undefined);
  const { versionId } = await makeDraft(
    chain,
    items.map(([key, data]) => put(key, data)),
  );
  return { chain, versionId };
}
/** Items `K0`, `K1` … of Sample Selection; the record's ID is the number. */
export function samples(count: number): [string, ItemData][] {
  return Array.from({ length: count }, (_, n) => [`K${n}`, { ...SAMPLE, values: { ID: String(n) } }]);
}

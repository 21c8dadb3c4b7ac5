import type { DrawDesign } from '#domain/phases/sample-selection/draw-design';
import type { DrawFact } from '#domain/phases/sample-selection/facts';
import { keysHash } from '#domain/sampling/population-hash';
import type { PopulationReader } from '../files/population-reader';
import { designMix, mixRequestOf } from './draw-mix';
import { designMonetary } from './draw-monetary';
import { designStrata, strataRequestOf } from './draw-strata';
import { firstDifference } from './drawn-record';
import { replacementsOf } from './replace-records';
import { selectKeys } from './select-keys';

/** The design planned again from its own request; a two-stage design is read from a table and has nothing to count. */
async function planAgain(reader: PopulationReader, seed: string, design: DrawDesign): Promise<DrawDesign> {
  switch (design.kind) {
    case 'stratified':
      return await designStrata(reader, strataRequestOf(design));
    case 'monetary-unit':
      return await designMonetary(reader, design);
    case 'mix':
      return await designMix(reader, seed, mixRequestOf(design));
    case 'two-stage':
      return design;
  }
}

/** What redrawing finds: the same, or the first difference in words. */
export type Redrawn = { identical: true; keys: string[] } | { identical: false; difference: string };

/** Makes a recorded draw again and compares it with what was recorded: population, design, keys, replacements. */
export async function redraw(reader: PopulationReader, fact: DrawFact): Promise<Redrawn> {
  const { hash, count } = await reader.hash();
  if (hash !== fact.population.hash)
    return { identical: false, difference: `the population hash is ${hash}, recorded ${fact.population.hash}` };
  if (count !== fact.population.count)
    return { identical: false, difference: `the population holds ${count} records, recorded ${fact.population.count}` };
  const planned = fact.design === undefined ? null : firstDifference(fact.design, await planAgain(reader, fact.seed, fact.design));
  if (planned !== null) return { identical: false, difference: `the design: ${planned}` };
  const keys = await selectKeys(reader, fact);
  if (keys.length !== fact.drawn) return { identical: false, difference: `${keys.length} records come out, recorded ${fact.drawn}` };
  const found = keysHash(keys);
  if (found !== fact.keysHash) return { identical: false, difference: `the hash of the drawn keys is ${found}, recorded ${fact.keysHash}` };
  if (fact.replaced.length === 0) return { identical: true, keys };
  const again = await replacementsOf(
    reader,
    fact,
    fact.replaced.map(({ excluded }) => excluded),
  );
  for (const { excluded, by } of fact.replaced) {
    const next = again.find((pair) => pair.excluded === excluded)?.by;
    if (next !== by) return { identical: false, difference: `the record that replaces ${excluded} is ${next ?? 'none'}, recorded ${by}` };
  }
  return { identical: true, keys: [...keys, ...fact.replaced.map((pair) => pair.by)] };
}

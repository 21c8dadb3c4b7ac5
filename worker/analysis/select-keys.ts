import type { DrawFact } from '#domain/phases/sample-facts';
import { keysHash } from '#domain/sampling/population-hash';
import type { PopulationReader } from './population-reader';

/** What settles which records a draw gives, whoever makes it and whenever. */
export type Selection = Pick<DrawFact, 'method' | 'seed' | 'asked' | 'filter' | 'keys' | 'excluding'>;

/** Keys of a draw in order: those named first, then by hash rank. The whole population comes by key. */
export async function selectKeys(reader: PopulationReader, { method, seed, asked, filter, keys, excluding }: Selection): Promise<string[]> {
  if (method === 'whole-population') {
    const everything: string[] = [];
    for await (const { key } of reader.all()) everything.push(key);
    return everything;
  }
  const named = await reader.matching(keys, null);
  const listed = keys.filter((key) => named.has(key));
  const left = asked - keys.length;
  if (left <= 0) return listed;
  return [...listed, ...(await reader.ranked(seed, { limit: left, filter, excluding: [...excluding, ...keys] }))];
}

/** What redrawing finds: the same, or the first difference in words. */
export type Redrawn = { identical: true; keys: string[] } | { identical: false; difference: string };

/** Makes a recorded draw again and compares it with what was recorded: population, keys, replacements. */
export async function redraw(reader: PopulationReader, fact: DrawFact): Promise<Redrawn> {
  const { hash, count } = await reader.hash();
  if (hash !== fact.population.hash) return { identical: false, difference: `the population hash is ${hash}, recorded ${fact.population.hash}` };
  if (count !== fact.population.count) return { identical: false, difference: `the population holds ${count} records, recorded ${fact.population.count}` };
  const keys = await selectKeys(reader, fact);
  if (keys.length !== fact.drawn) return { identical: false, difference: `${keys.length} records come out, recorded ${fact.drawn}` };
  const found = keysHash(keys);
  if (found !== fact.keysHash) return { identical: false, difference: `the hash of the drawn keys is ${found}, recorded ${fact.keysHash}` };
  if (fact.replaced.length === 0) return { identical: true, keys };
  const ranked = await reader.ranked(fact.seed, { limit: fact.drawn + fact.replaced.length });
  for (const [index, { excluded, by }] of fact.replaced.entries()) {
    const next = ranked[fact.drawn + index];
    if (next !== by) return { identical: false, difference: `the record that replaces ${excluded} is ${next ?? 'none'}, recorded ${by}` };
  }
  return { identical: true, keys: [...keys, ...fact.replaced.map((pair) => pair.by)] };
}

import type { DrawParams } from '#contract/draws';
import { Refusal } from '#domain/refusals';
import { HASH_RANK } from '#domain/sampling/hash-rank';
import { takeNew } from '#domain/sampling/rank-walk';
import { versionItems } from '../phase/version-reader';
import { type AskedDraw, askedDraw, type Bench } from './bench';

/**
 * Selects records named by hand, and some by conditions and hash rank. Refuses keys that the population does not hold, and a
 * count above what matches.
 */
export async function judgmentalDraw(bench: Bench, params: Extract<DrawParams, { method: 'judgmental' }>): Promise<AskedDraw> {
  const { context, draft, reader } = bench;
  const keys = [...new Set(params.keys)];
  const held = await reader.matching(keys, null);
  const missing = keys.filter((key) => !held.has(key));
  if (missing.length > 0)
    throw new Refusal(
      'invalid_input',
      `The population holds no record ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ` and ${missing.length - 5} more` : ''}.`,
    );
  const more = params.filter === null ? 0 : (params.count ?? (await reader.count(params.filter)));
  if (keys.length + more === 0) throw new Refusal('invalid_input', 'Name records, or say which and how many.');
  const there = new Set<string>(keys);
  for await (const { key } of versionItems(context.db, draft)) there.add(key);
  const ranked = more === 0 ? [] : await reader.ranked(params.seed, { limit: more + there.size, filter: params.filter });
  const { taken, passedOver } = takeNew(ranked, (key) => there.has(key), more);
  if (params.count !== null && taken.length < more) throw new Refusal('too_few_matches', `${taken.length} of ${more}.`);
  const excluding = passedOver.filter((key) => !keys.includes(key));
  return askedDraw(bench, {
    method: 'judgmental',
    methodVersion: more === 0 ? 'listed/1' : HASH_RANK,
    seed: params.seed,
    asked: keys.length + taken.length,
    filter: params.filter,
    keys,
    excluding,
    reason: params.reason,
  });
}

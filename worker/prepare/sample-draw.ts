import type { DrawParams } from '#contract/draws';
import { versionPlace, type VersionPlace } from '#data/preparation.queries';
import { drawnAgain, lobFactOf, lobOf, newSample, sampleValues } from '#domain/phases/build-sample';
import { type DrawFact, drawFactSchema, drawKey, LOB_FACT, type LobFact, type Population } from '#domain/phases/sample-facts';
import { drawFacts, lobFact, type Origin, populationFact, type Sample, sampleSchema } from '#domain/phases/sample-selection';
import { Refusal } from '#domain/refusals';
import { attributeSampleSize } from '#domain/sampling/attribute-size';
import { HASH_RANK, nextRanks } from '#domain/sampling/hash-rank';
import { keysHash } from '#domain/sampling/population-hash';
import { takeNew } from '#domain/sampling/rank-walk';
import { openPopulation, type PopulationReader } from '../analysis/population-reader';
import { selectKeys } from '../analysis/select-keys';
import { analysisOf } from './analysis-of';
import { put } from './changes';
import type { ItemChange, PrepareContext, PrepareWork } from './preparer';
import { itemsByKey, versionFacts, versionItems } from './version-reader';

/** Items looked up and written at a time. */
const BATCH = 500;

/** A draft that draws are made into, with what they are made from. */
interface Bench {
  context: PrepareContext;
  draft: VersionPlace;
  reader: PopulationReader;
  population: Population;
  rule: LobFact | null;
}

function* batches<T>(list: readonly T[]): Generator<T[]> {
  for (let start = 0; start < list.length; start += BATCH) yield list.slice(start, start + BATCH);
}

/** The samples of these keys: newly drawn, or as they are with one origin more. */
async function* samples({ context, draft, reader, population, rule }: Bench, keys: readonly string[], origin: Origin, rationale: string): AsyncGenerator<ItemChange> {
  let done = 0;
  for (const batch of batches(keys)) {
    context.heartbeat({ step: 'Drawing records', done, total: keys.length, unit: 'records' });
    const known = await itemsByKey(context.db, draft, batch);
    for await (const { key, fields } of reader.records(batch)) {
      const before = known.get(key);
      const made = newSample(sampleValues(fields, population, rule), rule, origin, rationale);
      yield put(key, before === undefined ? made : { ...drawnAgain(sampleSchema.parse(before.data), origin), values: made.values });
    }
    done += batch.length;
  }
}

/** A changed LOB rule reaches the samples there are: those without a LOB, and those whose LOB came from the former rule. */
async function* relabelled({ context, draft, reader, population, rule }: Bench, former: LobFact | null, drawn: ReadonlySet<string>): AsyncGenerator<ItemChange> {
  if (rule === null || JSON.stringify(rule) === JSON.stringify(former)) return;
  const affected = new Map<string, Sample>();
  for await (const { key, data } of versionItems(context.db, draft)) {
    const sample = sampleSchema.parse(data);
    if (!drawn.has(key) && (sample.lob === null || sample.lob === lobOf(sample.values, former))) affected.set(key, sample);
  }
  for await (const { key, fields } of reader.records([...affected.keys()])) {
    const sample = affected.get(key);
    const values = sampleValues(fields, population, rule);
    if (sample !== undefined) yield put(key, { ...sample, values, lob: lobOf(values, rule) });
  }
}

function sizeOf(params: Extract<DrawParams, { method: 'random' }>): number {
  if (params.size.by === 'hand') return params.size.count;
  try {
    const found = attributeSampleSize(params.size);
    if (found !== null) return found.size;
  } catch (error) {
    throw new Refusal('invalid_input', error instanceof Error ? error.message : undefined);
  }
  throw new Refusal('invalid_input', 'No sample of up to 5,000 records meets that risk: widen the gap between tolerable and expected rate.');
}

/** What a draw selects by; throws the refusal where it asks for what the population does not hold. */
async function selection({ context, draft, reader, population }: Bench, params: Exclude<DrawParams, { method: 'replacement' }>): Promise<Omit<DrawFact, 'drawn' | 'keysHash' | 'by'>> {
  const none = { filter: null, keys: [], excluding: [], replaced: [], population, size: null, seed: '' };
  switch (params.method) {
    case 'random': {
      const reason = params.size.by === 'hand' ? params.size.reason : '';
      return { ...none, method: 'random', methodVersion: HASH_RANK, seed: params.seed, size: params.size, asked: Math.min(sizeOf(params), population.count), reason };
    }
    case 'whole-population':
      return { ...none, method: 'whole-population', methodVersion: 'listed/1', asked: population.count, reason: params.reason };
    case 'judgmental': {
      const keys = [...new Set(params.keys)];
      const held = await reader.matching(keys, null);
      const missing = keys.filter((key) => !held.has(key));
      if (missing.length > 0) throw new Refusal('invalid_input', `The population holds no record ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ` and ${missing.length - 5} more` : ''}.`);
      const more = params.filter === null ? 0 : (params.count ?? (await reader.count(params.filter)));
      if (keys.length + more === 0) throw new Refusal('invalid_input', 'Name records, or say which and how many.');
      const there = new Set<string>(keys);
      for await (const { key } of versionItems(context.db, draft)) there.add(key);
      const ranked = more === 0 ? [] : await reader.ranked(params.seed, { limit: more + there.size, filter: params.filter });
      const { taken, passedOver } = takeNew(ranked, (key) => there.has(key), more);
      if (params.count !== null && taken.length < more) throw new Refusal('too_few_matches', `${taken.length} of ${more}.`);
      const excluding = passedOver.filter((key) => !keys.includes(key));
      return { ...none, method: 'judgmental', methodVersion: more === 0 ? 'listed/1' : HASH_RANK, seed: params.seed, asked: keys.length + taken.length, filter: params.filter, keys, excluding, reason: params.reason };
    }
  }
}

async function* drawNew(bench: Bench, ordinal: number, params: Exclude<DrawParams, { method: 'replacement' }>, by: string, former: LobFact | null): AsyncGenerator<ItemChange> {
  const asked = await selection(bench, params);
  const keys = await selectKeys(bench.reader, asked);
  const draw = drawKey(ordinal);
  const fact: DrawFact = { ...asked, drawn: keys.length, keysHash: keysHash(keys), by };
  yield put(draw, fact);
  if (bench.rule !== null) yield put(LOB_FACT, bench.rule);
  yield* samples(bench, keys, { source: params.method === 'judgmental' ? 'tester' : 'rule', draw, by }, params.method === 'random' ? '' : params.reason);
  yield* relabelled(bench, former, new Set(keys));
}

/** The next hash ranks for the excluded records of a random draw that have none yet. */
async function* replace(bench: Bench, draw: string, fact: DrawFact, by: string): AsyncGenerator<ItemChange> {
  const answered = new Set(fact.replaced.map((pair) => pair.excluded));
  const excluded: string[] = [];
  for await (const { key, data } of versionItems(bench.context.db, bench.draft)) {
    const sample = sampleSchema.parse(data);
    const isDrawn = sample.origins.some((origin) => origin.source === 'rule' && origin.draw === draw);
    if (isDrawn && !answered.has(key) && sample.decision === 'exclude' && sample.decisionReason.trim() !== '') excluded.push(key);
  }
  if (excluded.length === 0) throw new Refusal('invalid_input', 'No record of this draw is excluded with a reason and without a replacement.');
  const ranked = await bench.reader.ranked(fact.seed, { limit: fact.drawn + fact.replaced.length + excluded.length });
  const gone = new Set([...ranked.slice(0, fact.drawn), ...fact.replaced.map((pair) => pair.by)]);
  const pairs = nextRanks(ranked, gone, excluded);
  if (pairs.length === 0) throw new Refusal('too_few_matches', 'The population is used up.');
  yield put(draw, { ...fact, replaced: [...fact.replaced, ...pairs] });
  yield* samples(bench, pairs.map((pair) => pair.by), { source: 'rule', draw, by }, '');
}

/** Carries out one draw into the draft; every draw is kept as a fact of the version. `params` were checked when they were asked for. */
export async function* drawInto(context: PrepareContext, work: PrepareWork): AsyncGenerator<ItemChange> {
  const params = work.params as DrawParams;
  const draft = await versionPlace(context.db.pool, work.versionId);
  const facts = await versionFacts(context.db, draft);
  const population = populationFact(facts);
  if (population === null) throw new Refusal('upstream_missing', 'Planning has to be approved with a data file first.');
  const former = lobFact(facts);
  const stated = params.method === 'replacement' ? null : params.lob;
  const rule = stated === null ? former : lobFactOf(stated, population);
  const reader = await openPopulation(analysisOf(context), population);
  try {
    const bench: Bench = { context, draft, reader, population, rule };
    const draws = drawFacts(facts);
    if (params.method !== 'replacement') {
      yield* drawNew(bench, draws.length + 1, params, work.requestedBy, former);
      return;
    }
    const drawn = drawFactSchema.safeParse(facts.get(params.draw));
    if (!drawn.success || drawn.data.method !== 'random') throw new Refusal('invalid_input', 'Only records of a random draw are replaced by the next hash rank.');
    if (drawn.data.population.hash !== population.hash) throw new Refusal('stale_input', 'That draw was made from another population: draw again.');
    yield* replace(bench, params.draw, drawn.data, work.requestedBy);
  } finally {
    await reader.close();
  }
}

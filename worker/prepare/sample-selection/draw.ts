import type { DrawParams } from '#contract/draws';
import { versionPlace } from '#data/files/preparation.queries';
import { assertNever } from '#domain/assert-never';
import { populationFact } from '#domain/phases/planning/population';
import { lobFactOf, lobOf, sampleValues } from '#domain/phases/sample-selection/build-sample';
import { type DrawFact, drawFacts, drawKey, LOB_FACT, type LobFact, lobFact } from '#domain/phases/sample-selection/facts';
import { type Sample, sampleSchema } from '#domain/phases/sample-selection/sample-item';
import { Refusal } from '#domain/refusals';
import { keysHash } from '#domain/sampling/population-hash';
import { selectRecords } from '../../analysis/draws/select-keys';
import { openPopulation } from '../../analysis/files/population-reader';
import { analysisOf } from '../phase/analysis-of';
import { put } from '../phase/changes';
import type { ItemChange, PrepareContext, PrepareWork } from '../phase/preparer';
import { versionFacts, versionItems } from '../phase/version-reader';
import { type AskedDraw, askedDraw, type Bench, samples, sizeOf } from './bench';
import { judgmentalDraw } from './judgmental';
import { mixDraw } from './mix';
import { monetaryDraw } from './monetary';
import { replace } from './replacement';
import { stratifiedDraw } from './stratified';
import { firstStage, secondStage } from './two-stage';

/** A changed LOB rule reaches the samples there are: those without a LOB, and those whose LOB came from the former rule. */
async function* relabelled(
  { context, draft, reader, population, rule }: Bench,
  former: LobFact | null,
  drawn: ReadonlySet<string>,
): AsyncGenerator<ItemChange> {
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

type NewDraw = Exclude<DrawParams, { method: 'replacement' }>;

/** What a draw selects by; throws the refusal where it asks for what the population does not hold. */
async function asked(bench: Bench, draws: readonly { key: string; draw: DrawFact }[], params: NewDraw): Promise<AskedDraw> {
  const { population } = bench;
  switch (params.method) {
    case 'random': {
      const { seed, size } = params;
      return askedDraw(bench, {
        method: 'random',
        seed,
        size,
        asked: Math.min(sizeOf(size, population), population.count),
        reason: size.by === 'hand' ? size.reason : '',
      });
    }
    case 'whole-population':
      return askedDraw(bench, { method: 'whole-population', methodVersion: 'listed/1', asked: population.count, reason: params.reason });
    case 'judgmental':
      return await judgmentalDraw(bench, params);
    case 'stratified':
      return await stratifiedDraw(bench, params);
    case 'monetary-unit':
      return await monetaryDraw(bench, params);
    case 'mix':
      return await mixDraw(bench, params);
    case 'two-stage':
      return await firstStage(bench, params);
    case 'second-stage':
      return secondStage(bench, draws, params);
    default:
      return assertNever(params);
  }
}

async function* drawNew(
  bench: Bench,
  draws: readonly { key: string; draw: DrawFact }[],
  params: NewDraw,
  by: string,
  former: LobFact | null,
): AsyncGenerator<ItemChange> {
  bench.context.heartbeat({ step: 'Ranking records', done: 0, total: bench.population.count, unit: 'records' });
  const stated = await asked(bench, draws, params);
  const records = await selectRecords(bench.reader, stated);
  const keys = records.map(({ key }) => key);
  const draw = drawKey(draws.length + 1);
  const fact: DrawFact = { ...stated, drawn: keys.length, keysHash: keysHash(keys), by };
  yield put(draw, fact);
  if (bench.rule !== null) yield put(LOB_FACT, bench.rule);
  const rationale = params.method === 'judgmental' || params.method === 'whole-population' ? params.reason : '';
  yield* samples(bench, records, { source: params.method === 'judgmental' ? 'tester' : 'rule', draw, by }, rationale);
  yield* relabelled(bench, former, new Set(keys));
}

/** Carries out one draw into the draft; every draw is kept as a fact of the version. `params` were checked when they were asked for. */
export async function* drawInto(context: PrepareContext, work: PrepareWork): AsyncGenerator<ItemChange> {
  const params = work.params as DrawParams;
  const draft = await versionPlace(context.db.pool, work.versionId);
  const facts = await versionFacts(context.db, draft);
  const population = populationFact(facts);
  if (population === null) throw new Refusal('upstream_missing', 'Planning has to be approved with a data file first.');
  const former = lobFact(facts);
  const stated = 'lob' in params ? params.lob : null;
  const rule = stated === null ? former : lobFactOf(stated, population);
  const draws = drawFacts(facts);
  const reader = await openPopulation(analysisOf(context), population);
  try {
    const bench: Bench = { context, draft, reader, population, rule };
    yield* params.method === 'replacement'
      ? replace(bench, draws, params.draw, work.requestedBy)
      : drawNew(bench, draws, params, work.requestedBy, former);
  } finally {
    await reader.close();
  }
}

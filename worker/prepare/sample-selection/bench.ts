import type { SizeByHand, SizeByPoisson, SizeByTable } from '#contract/draws';
import type { VersionPlace } from '#data/files/preparation.queries';
import type { Population } from '#domain/phases/planning/population';
import { drawnAgain, newSample, sampleValues } from '#domain/phases/sample-selection/build-sample';
import type { DrawFact, LobFact } from '#domain/phases/sample-selection/facts';
import { type Origin, type Sample, sampleSchema } from '#domain/phases/sample-selection/sample-item';
import { Refusal } from '#domain/refusals';
import { attributeSampleSize } from '#domain/sampling/attribute-size';
import { HASH_RANK } from '#domain/sampling/hash-rank';
import { monetarySampleSize } from '#domain/sampling/poisson';
import type { DrawnRecord } from '../../analysis/draws/drawn-record';
import type { PopulationReader } from '../../analysis/files/population-reader';
import { put } from '../phase/changes';
import type { ItemChange, PrepareContext } from '../phase/preparer';
import { itemsByKey } from '../phase/version-reader';

/** Items looked up and written at a time. */
const BATCH = 500;

/** A draft that draws are made into, with what they are made from. */
export interface Bench {
  context: PrepareContext;
  draft: VersionPlace;
  reader: PopulationReader;
  population: Population;
  rule: LobFact | null;
}

/** A draw before it is made: what settles its records, and what is said of it. */
export type AskedDraw = Omit<DrawFact, 'drawn' | 'keysHash' | 'by'>;

const NONE = 'A draw takes at least one record.';

/** A draw of this method by hash rank, with nothing else stated. Refuses one of no records. */
export function askedDraw(bench: Pick<Bench, 'population'>, stated: Pick<AskedDraw, 'method' | 'asked'> & Partial<AskedDraw>): AskedDraw {
  if (stated.asked === 0) throw new Refusal('invalid_input', NONE);
  return {
    methodVersion: HASH_RANK,
    seed: '',
    size: null,
    filter: null,
    keys: [],
    excluding: [],
    replaced: [],
    reason: '',
    population: bench.population,
    ...stated,
  };
}

/** Records a size asks for. Refuses rates that give none, and by hand none, or more than the population holds. */
export function sizeOf(size: SizeByTable | SizeByPoisson | SizeByHand, population: Pick<Population, 'count'>): number {
  if (size.by === 'hand') {
    if (size.count < 1) throw new Refusal('invalid_input', NONE);
    if (size.count <= population.count) return size.count;
    throw new Refusal('too_few_matches', `The population holds ${population.count} records, the draw asks for ${size.count}.`);
  }
  try {
    const found = size.by === 'table' ? attributeSampleSize(size) : monetarySampleSize(size);
    if (found !== null) return found.size;
  } catch (error) {
    throw new Refusal('invalid_input', error instanceof Error ? error.message : undefined);
  }
  throw new Refusal(
    'invalid_input',
    'No sample of up to 5,000 records meets that risk: widen the gap between tolerable and expected rate.',
  );
}

/** What a draw knows of a record is taken over where nobody has said anything yet. */
function marked(sample: Sample, { stratum, category, attributeInFocus, rationale }: DrawnRecord): Sample {
  return {
    ...sample,
    stratum: sample.stratum ?? stratum ?? null,
    category: sample.category ?? category ?? null,
    attributeInFocus: sample.attributeInFocus ?? attributeInFocus ?? null,
    rationale: sample.rationale === '' ? (rationale ?? '') : sample.rationale,
  };
}

/** The samples of drawn records: newly drawn, or as they are with one origin more. */
export async function* samples(
  { context, draft, reader, population, rule }: Bench,
  drawn: readonly DrawnRecord[],
  origin: Origin,
  rationale: string,
): AsyncGenerator<ItemChange> {
  for (let start = 0; start < drawn.length; start += BATCH) {
    const batch = drawn.slice(start, start + BATCH);
    const keys = batch.map(({ key }) => key);
    context.heartbeat({ step: 'Drawing records', done: start, total: drawn.length, unit: 'records' });
    const known = await itemsByKey(context.db, draft, keys);
    const marks = new Map(batch.map((record) => [record.key, record]));
    for await (const { key, fields } of reader.records(keys)) {
      const before = known.get(key);
      const made = newSample(sampleValues(fields, population, rule), rule, origin, rationale);
      const sample = before === undefined ? made : { ...drawnAgain(sampleSchema.parse(before.data), origin), values: made.values };
      yield put(key, marked(sample, marks.get(key) ?? { key }));
    }
  }
}

import { isReplaceable } from '#domain/phases/sample-selection/draw-design';
import type { DrawFact } from '#domain/phases/sample-selection/facts';
import { sampleSchema } from '#domain/phases/sample-selection/sample-item';
import { Refusal } from '#domain/refusals';
import { replacementsOf } from '../../analysis/draws/replace-records';
import { put } from '../phase/changes';
import type { ItemChange } from '../phase/preparer';
import { versionItems } from '../phase/version-reader';
import { type Bench, samples } from './bench';
import { secondStageOf } from './two-stage';

/** Records of these draws, excluded with a reason and not replaced yet, by key. */
async function openExclusions({ context, draft }: Bench, draws: ReadonlySet<string>, answered: ReadonlySet<string>): Promise<string[]> {
  const excluded: string[] = [];
  for await (const { key, data } of versionItems(context.db, draft)) {
    const sample = sampleSchema.parse(data);
    const isDrawn = sample.origins.some((origin) => origin.source === 'rule' && origin.draw !== null && draws.has(origin.draw));
    if (isDrawn && !answered.has(key) && sample.decision === 'exclude' && sample.decisionReason.trim() !== '') excluded.push(key);
  }
  return excluded;
}

/** The next hash ranks for the excluded records of a draw that have none yet; in a second stage, for those of the first too. */
export async function* replace(
  bench: Bench,
  draws: readonly { key: string; draw: DrawFact }[],
  key: string,
  by: string,
): AsyncGenerator<ItemChange> {
  const fact = draws.find((each) => each.key === key)?.draw;
  if (fact === undefined || !isReplaceable(fact.method))
    throw new Refusal(
      'invalid_input',
      'Only records that ranks go on beyond are replaced: those of a random, stratified or two-stage draw.',
    );
  if (fact.population.hash !== bench.population.hash)
    throw new Refusal('stale_input', 'That draw was made from another population: draw again.');
  const second = secondStageOf(draws, key);
  if (second !== null) throw new Refusal('invalid_input', 'Its second stage is drawn: replace the records of both stages there.');
  const first = fact.design?.kind === 'two-stage' ? fact.design.extends : null;
  const firstReplaced = draws.find((each) => each.key === first)?.draw.replaced ?? [];
  const before = fact.replaced.map((pair) => pair.excluded);
  const answered = new Set([...before, ...firstReplaced.map((pair) => pair.excluded)]);
  const excluded = await openExclusions(bench, new Set(first === null ? [key] : [first, key]), answered);
  if (excluded.length === 0)
    throw new Refusal('invalid_input', 'No record of this draw is excluded with a reason and without a replacement.');
  const all = await replacementsOf(bench.reader, fact, [...before, ...excluded]);
  const pairs = all.filter((pair) => !answered.has(pair.excluded));
  if (pairs.length === 0) throw new Refusal('too_few_matches', 'The population is used up.');
  yield put(key, { ...fact, replaced: [...fact.replaced, ...pairs.map((pair) => ({ excluded: pair.excluded, by: pair.by }))] });
  yield* samples(
    bench,
    pairs.map((pair) => ({ key: pair.by, stratum: pair.stratum })),
    { source: 'rule', draw: key, by },
    '',
  );
}

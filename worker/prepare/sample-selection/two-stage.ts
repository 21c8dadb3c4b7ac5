import type { DrawParams } from '#contract/draws';
import { twoStageTableInForce } from '#data/sampling/two-stage-table.queries';
import type { TwoStageDesign } from '#domain/phases/sample-selection/draw-design';
import { type DrawFact } from '#domain/phases/sample-selection/facts';
import { Refusal } from '#domain/refusals';
import { twoStageRow, twoStageSizes } from '#domain/sampling/two-stage';
import { type AskedDraw, askedDraw, type Bench } from './bench';

/** Version of the rule: both stages are one hash rank, the second goes on where the first ended. */
const TWO_STAGE = 'two-stage-hash-rank/1';

/** The first stage of a sample sized by the table in force; the row is kept with the draw. */
export async function firstStage(bench: Bench, { seed }: Extract<DrawParams, { method: 'two-stage' }>): Promise<AskedDraw> {
  const { count } = bench.population;
  const { table } = await twoStageTableInForce(bench.context.db.pool);
  const row = twoStageRow(table, count);
  if (row === null) throw new Refusal('invalid_input', 'The population is empty.');
  const { name, dated, caveat, initialThreshold } = table;
  const sizes = twoStageSizes(row, count);
  const design: TwoStageDesign = {
    kind: 'two-stage',
    table: name,
    dated,
    caveat,
    unconfirmed: [...row.unconfirmed],
    ...sizes,
    initialThreshold,
    stage: 1,
    extends: null,
  };
  return askedDraw(bench, { method: 'two-stage', methodVersion: TWO_STAGE, seed, asked: sizes.firstStage, design });
}

/** The rest of a two-stage sample: the ranks after those of the first stage and its replacements. */
export function secondStage(
  bench: Bench,
  draws: readonly { key: string; draw: DrawFact }[],
  { draw: key, reason }: Extract<DrawParams, { method: 'second-stage' }>,
): AskedDraw {
  const first = draws.find((each) => each.key === key)?.draw;
  if (first?.design?.kind !== 'two-stage' || first.design.stage !== 1)
    throw new Refusal('invalid_input', 'Only the first stage of a two-stage draw has a second one.');
  if (first.population.hash !== bench.population.hash)
    throw new Refusal('stale_input', 'The first stage was drawn from another population: draw again.');
  if (secondStageOf(draws, key) !== null) throw new Refusal('invalid_input', 'Its second stage is drawn already.');
  const asked = first.design.total - first.design.firstStage;
  if (asked === 0) throw new Refusal('invalid_input', 'The first stage holds the whole sample.');
  const excluding = first.replaced.map((pair) => pair.by);
  return askedDraw(bench, {
    method: 'two-stage',
    methodVersion: TWO_STAGE,
    seed: first.seed,
    asked,
    excluding,
    reason,
    design: { ...first.design, stage: 2, extends: key },
  });
}

/** Key of the draw that extends a first stage, or null. */
export function secondStageOf(draws: readonly { key: string; draw: DrawFact }[], first: string): string | null {
  return draws.find(({ draw }) => draw.design?.kind === 'two-stage' && draw.design.extends === first)?.key ?? null;
}

import type { DrawPlan, DrawPreview } from '#contract/draws';
import { versionPlace } from '#data/files/preparation.queries';
import { populationFact } from '#domain/phases/planning/population';
import { Refusal } from '#domain/refusals';
import { findMix } from '../../analysis/draws/draw-mix';
import { designMonetary, leftOutAmounts } from '../../analysis/draws/draw-monetary';
import { openPopulation } from '../../analysis/files/population-reader';
import { analysisOf } from '../phase/analysis-of';
import type { PrepareContext } from '../phase/preparer';
import { versionFacts } from '../phase/version-reader';
import type { Bench } from './bench';
import { mixRequest } from './mix';
import { monetaryRequest } from './monetary';
import { strataWithValues } from './stratified';

/** No draw is made, so no seed matters: only figures come out. */
const NO_SEED = '';

/** The figures of a planned draw: strata and sizes, interval and certainty items, or what a mix is taken from. Changes nothing. */
export async function previewDraw(
  context: Omit<PrepareContext, 'chainId' | 'cycleReportId'>,
  { versionId, plan }: { versionId: string; plan: DrawPlan },
): Promise<DrawPreview> {
  const draft = await versionPlace(context.db.pool, versionId);
  const population = populationFact(await versionFacts(context.db, draft));
  if (population === null) throw new Refusal('upstream_missing', 'Planning has to be approved with a data file first.');
  const reader = await openPopulation(analysisOf(context), population);
  try {
    return await figures(
      { context: { ...context, chainId: draft.chainId, cycleReportId: draft.cycleReportId }, draft, reader, population, rule: null },
      plan,
    );
  } finally {
    await reader.close();
  }
}

async function figures(bench: Bench, plan: DrawPlan): Promise<DrawPreview> {
  const { reader } = bench;
  switch (plan.method) {
    case 'stratified': {
      const strata = await strataWithValues(bench, plan);
      return { method: 'stratified', total: strata.reduce((sum, { size }) => sum + size, 0), strata };
    }
    case 'monetary-unit': {
      const { units, value, interval, certain, sampled } = await designMonetary(reader, monetaryRequest(plan, bench.population));
      return { method: 'monetary-unit', units, value, interval, certain, sampled, leftOut: await leftOutAmounts(reader) };
    }
    case 'mix': {
      const { design, failing, points } = await findMix(reader, NO_SEED, await mixRequest(bench, plan));
      const rules = failing.map(({ code, failed }) => ({
        code,
        failed,
        attribute: design.rules.find((rule) => rule.code === code)?.attribute ?? null,
      }));
      return {
        method: 'mix',
        sizes: design.sizes,
        available: design.available,
        rules,
        points: points.map(({ attribute, point, records }) => ({ attribute, point, records })),
      };
    }
  }
}

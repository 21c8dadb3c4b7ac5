import type { MonetaryPlan } from '#contract/draws';
import type { Population } from '#domain/phases/planning/population';
import { MONETARY_UNIT } from '#domain/sampling/monetary-selection';
import { designMonetary, type MonetaryRequest } from '../../analysis/draws/draw-monetary';
import { type AskedDraw, askedDraw, type Bench, sizeOf } from './bench';

/** A tester's plan as the population is asked for it. */
export function monetaryRequest({ attribute, selection, size }: MonetaryPlan, population: Pick<Population, 'count'>): MonetaryRequest {
  return { attribute, selection, units: sizeOf(size, population) };
}

/** A draw in proportion to an amount; amounts larger than the interval are taken with certainty. */
export async function monetaryDraw(bench: Bench, params: MonetaryPlan & { seed: string }): Promise<AskedDraw> {
  const { size, seed, selection } = params;
  const design = await designMonetary(bench.reader, monetaryRequest(params, bench.population));
  return askedDraw(bench, {
    method: 'monetary-unit',
    methodVersion: MONETARY_UNIT[selection],
    seed,
    size,
    asked: design.units,
    reason: size.by === 'hand' ? size.reason : '',
    design,
  });
}

import type { StratifiedPlan } from '#contract/draws';
import { inputPlace } from '#data/files/preparation.queries';
import { attributeSchema } from '#domain/phases/planning/attribute-item';
import { countStrata, designStrata, type StrataRequest } from '../../analysis/draws/draw-strata';
import { itemsByKey } from '../phase/version-reader';
import { type AskedDraw, askedDraw, type Bench, sizeOf } from './bench';

/** Version of the rule: hash ranks within strata, sizes by largest remainder or by table. */
const STRATIFIED = 'stratified-hash-rank/1';
const CONFIDENTIAL: readonly (string | null)[] = ['confidential', 'restricted', 'hrci'];

/** Strata of a confidential attribute are numbered: their names stand in samples and figures that everybody reads. */
async function isConfidential({ context, draft }: Pick<Bench, 'context' | 'draft'>, code: string): Promise<boolean> {
  const planning = await inputPlace(context.db.pool, draft.versionId, { phase: 'planning', instance: '' });
  if (planning === null) return false;
  const item = (await itemsByKey(context.db, planning, [code])).get(code);
  return item !== undefined && CONFIDENTIAL.includes(attributeSchema.parse(item.data).securityClass);
}

/** A tester's plan as the population is asked for it. */
async function strataRequest(
  bench: Pick<Bench, 'context' | 'draft' | 'population'>,
  { attribute, bands, allocation }: StratifiedPlan,
): Promise<StrataRequest> {
  return {
    attribute,
    bands,
    numbered: bands === null && (await isConfidential(bench, attribute)),
    allocation:
      allocation.by === 'proportional'
        ? { by: 'proportional', size: sizeOf(allocation.size, bench.population) }
        : { by: 'table', sizes: new Map(Object.entries(allocation.sizes)) },
  };
}

/** A draw by hash rank within each stratum of an attribute. */
export async function stratifiedDraw(bench: Bench, params: StratifiedPlan & { seed: string }): Promise<AskedDraw> {
  const { allocation, seed } = params;
  const design = await designStrata(bench.reader, await strataRequest(bench, params));
  const asked = design.strata.reduce((sum, { size }) => sum + size, 0);
  const size = allocation.by === 'proportional' ? allocation.size : null;
  const reason = allocation.by === 'table' ? allocation.reason : allocation.size.by === 'hand' ? allocation.size.reason : '';
  return askedDraw(bench, { method: 'stratified', methodVersion: STRATIFIED, seed, size, asked, reason, design });
}

/** Strata with what their names stand for, for the tester alone. */
export async function strataWithValues(
  bench: Pick<Bench, 'context' | 'draft' | 'reader' | 'population'>,
  plan: StratifiedPlan,
): Promise<{ stratum: string; value: string; records: number; size: number }[]> {
  const request = await strataRequest(bench, plan);
  const counted = await countStrata(bench.reader, request);
  const { strata } = await designStrata(bench.reader, request);
  return strata.map((stratum, index) => ({ ...stratum, value: counted[index]?.value ?? '' }));
}

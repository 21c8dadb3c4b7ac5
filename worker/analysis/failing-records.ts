import type { MixDesign } from '#domain/phases/draw-design';
import { Refusal } from '#domain/refusals';
import type { PopulationReader } from './population-reader';

/** Records that fail a rule: how many, and the first keys in hash rank. */
export interface FailingRecords {
  code: string;
  failed: number;
  keys: readonly string[];
}

/**
 * Runs rules over the population; at most `most` keys of each in hash rank, rules without failing record left out. Leaves
 * the table `failing` (key) behind for the rest of the draw.
 */
export async function failingRecords({ sql }: PopulationReader, _seed: string, _attributes: MixDesign['attributes'], rules: MixDesign['rules'], _most: number): Promise<FailingRecords[]> {
  await sql.workshop.duck.run('CREATE OR REPLACE TEMP TABLE failing (key VARCHAR)');
  if (rules.length > 0) throw new Refusal('invalid_input', 'Rules are not run yet.');
  return [];
}

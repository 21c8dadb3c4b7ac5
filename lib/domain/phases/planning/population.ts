import { z } from 'zod';
import type { Facts } from '../../item/json';
import type { Gate } from '../../phase/definition';
import { parseSettingsSchema } from './facts';

/** Reserved key of the fact that pins the data file, in every phase that reads records. */
export const POPULATION_FACT = '$population';

/** How records become the population: enough to read it again from the pinned file with any tool. */
export const populationSchema = z.object({
  fileSha256: z.string(),
  fileName: z.string(),
  asOfDate: z.string(),
  parse: parseSettingsSchema,
  /** In the file's order, with the attribute's code; samples carry the values of those that are included. */
  columns: z.array(
    z.object({
      column: z.string(),
      code: z.string(),
      included: z.boolean(),
      /** How its numbers are written (lib/domain/rules/number-formats); absent where they are plain. */
      numberFormat: z.string().optional(),
    }),
  ),
  /** Column names of the key in order; empty where the record number is the key. */
  key: z.array(z.string()),
  count: z.number().int(),
  control: z.number().int().nullable(),
  hash: z.string(),
});

export type Population = z.infer<typeof populationSchema>;

/** The population this version draws from; null where Planning pinned no file. */
export function populationFact(facts: Facts): Population | null {
  const data = facts.get(POPULATION_FACT);
  return data === undefined ? null : populationSchema.parse(data);
}

/** The gate of phases that read records: Planning is approved, and pinned a data file. */
export function populationGate(population: Population | null): Gate {
  return {
    code: 'population',
    label: 'Planning is approved with a data file',
    blocked: population === null ? 'The approved Planning version pins no data file.' : null,
    link: null,
  };
}

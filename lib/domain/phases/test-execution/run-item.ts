import { z } from 'zod';
import { RESULTS } from '../../comparing/compare';
import { COMPARATORS } from '../../comparing/comparison-setting';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const RUN_REASONS = ['initial', 'retry', 'evidence-updated', 'setting-changed', 'manual'] as const;

/** The present run of one test case (domain.md, "Planned"); the item key is the case's id, earlier runs are the item's history. */
export const runSchema = z.strictObject({
  attribute: z.string().min(1),
  record: z.string(),
  /** From 1. */
  run: z.number().int().min(1),
  reason: z.enum(RUN_REASONS),
  because: z.string(),
  reported: z.string().nullable(),
  /** What was compared with; null where the case has none that was accepted. */
  evidence: z.strictObject({ sha256, fileName: z.string(), requestVersion: z.number().int().min(1), judged: sha256 }).nullable(),
  value: z.string().nullable(),
  method: z.enum(['automatic', 'manual']),
  /** `judged` of the setting that was compared by. */
  setting: sha256,
  comparator: z.enum(COMPARATORS),
  result: z.enum(RESULTS),
  difference: z.string().nullable(),
  pattern: z.string().nullable(),
  rationale: z.string(),
  /** SHA-256 of the canonical text of the item without this field. */
  judged: sha256,
});
export type RunItem = z.infer<typeof runSchema>;

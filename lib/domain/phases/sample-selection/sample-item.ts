import { z } from 'zod';
import { reviewShape } from '../../phase/review-fields';

const ORIGIN_SOURCES = ['rule', 'tester', 'approver', 'carried-forward', 'import'] as const;
export const CATEGORIES = ['clean', 'anomaly', 'boundary'] as const;

const originSchema = z.strictObject({ source: z.enum(ORIGIN_SOURCES), draw: z.string().nullable(), by: z.string().nullable() });
export type Origin = z.infer<typeof originSchema>;

/** One record drawn for testing (domain.md, "4 Sample Selection"); the item key is the record's own key. */
export const sampleSchema = z.strictObject({
  /** Attribute code → the source's text; null where the file has nothing. */
  values: z.record(z.string(), z.string().nullable()),
  lob: z.string().nullable(),
  category: z.enum(CATEGORIES).nullable(),
  stratum: z.string().nullable(),
  attributeInFocus: z.string().nullable(),
  rationale: z.string(),
  /** Every way this record was drawn. */
  origins: z.array(originSchema),
  recommendedBy: z.string().nullable(),
  decision: z.enum(['include', 'exclude']).nullable(),
  /** The reviewer who asked for the record (e-mail) and why. */
  requestedBy: z.string().nullable(),
  requestReason: z.string(),
  ...reviewShape,
});
export type Sample = z.infer<typeof sampleSchema>;

export const NOUN = { one: 'sample', many: 'samples' };

import { z } from 'zod';
import { TWO_STAGE_FIGURES } from '#domain/sampling/two-stage';
import { daySchema, reasonSchema } from './action-inputs';

/** What server actions accept about the two-stage table of transaction testing. */

const countSchema = z.int().min(1).max(1_000_000_000);

const rowSchema = z.strictObject({
  from: countSchema,
  to: countSchema.nullable(),
  /** Null: all records. */
  firstStage: countSchema.nullable(),
  total: countSchema.nullable(),
  resubmission: countSchema,
  unconfirmed: z.array(z.enum(TWO_STAGE_FIGURES)).max(TWO_STAGE_FIGURES.length).readonly(),
  note: z.string().trim().max(300),
});

export const saveTwoStageTableInput = z.strictObject({
  table: z.strictObject({
    name: z.string().trim().min(1, 'is required').max(200),
    dated: z.string().trim().min(1, 'is required').max(40),
    caveat: z.string().trim().max(300),
    initialThreshold: z.int().min(1).max(1_000),
    rows: z.array(rowSchema).min(1).max(50).readonly(),
  }),
  /** The day from which draws are sized by it (UTC); null: at once. */
  validFrom: daySchema.nullable().default(null),
  reason: reasonSchema,
});

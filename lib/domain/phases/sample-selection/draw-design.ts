import { z } from 'zod';
import { profiledAttributeSchema } from '../../rules/rule-attribute';
import { SELECTIONS } from '../../sampling/monetary-selection';
import { SEVERITIES } from '../data-profiling/rule-item';

/** What a draw was planned by, beyond size and seed: enough to plan it again, with the figures that came out. */

const stratifiedDesignSchema = z.object({
  kind: z.literal('stratified'),
  /** Code of the attribute whose values, or bands, are the strata. */
  attribute: z.string(),
  /** Ascending edges of numeric bands; null: one stratum a value. */
  bands: z.array(z.string()).nullable(),
  /** Strata are numbered in the order of their values, because the values are confidential. */
  numbered: z.boolean(),
  allocation: z.enum(['proportional', 'table']),
  strata: z.array(z.object({ stratum: z.string(), records: z.number().int(), size: z.number().int() })),
});

const countedValueSchema = z.object({ records: z.number().int(), value: z.string() });

const monetaryDesignSchema = z.object({
  kind: z.literal('monetary-unit'),
  /** Code of the amount. */
  attribute: z.string(),
  selection: z.enum(SELECTIONS),
  /** Monetary units asked for; the interval is value ÷ units. */
  units: z.number().int(),
  /** Greatest number of decimals of the readable amounts; sums are whole numbers of 10^−decimals. */
  decimals: z.number().int(),
  /** Sum of the positive amounts, as decimal text. */
  value: z.string(),
  /** As decimal text; ends in "…" where its decimals do not end. */
  interval: z.string(),
  /** Larger than the interval, and so taken. */
  certain: countedValueSchema,
  /** Positive amounts that points were laid on. */
  sampled: countedValueSchema,
  /** Amounts that stand on no line and so are not drawn. */
  leftOut: z.object({ negative: countedValueSchema, zero: z.number().int(), blank: z.number().int(), unreadable: z.number().int() }),
});

const sharesSchema = z.object({ clean: z.number().int(), anomaly: z.number().int(), boundary: z.number().int() });

const mixDesignSchema = z.object({
  kind: z.literal('mix'),
  shares: sharesSchema,
  /** Whole counts by largest remainder; they add up to what was asked. */
  sizes: sharesSchema,
  /** Records of each category in the population; a record may be an anomaly and at a boundary. */
  available: sharesSchema,
  /** Rules whose failing records are the anomalies, in the order in which they take turns. */
  rules: z.array(z.object({ code: z.string(), expression: z.string(), attribute: z.string().nullable(), severity: z.enum(SEVERITIES) })),
  /** What the rules' expressions are read with. */
  attributes: z.array(profiledAttributeSchema),
  boundaries: z.array(z.object({ attribute: z.string(), thresholds: z.array(z.string()) })),
});

const twoStageDesignSchema = z.object({
  kind: z.literal('two-stage'),
  table: z.string(),
  dated: z.string(),
  caveat: z.string(),
  /** Which of the figures public text does not confirm. */
  unconfirmed: z.array(z.string()),
  firstStage: z.number().int(),
  total: z.number().int(),
  resubmission: z.number().int(),
  initialThreshold: z.number().int(),
  stage: z.union([z.literal(1), z.literal(2)]),
  /** The first stage's draw, whose hash ranks a second stage goes on with. */
  extends: z.string().nullable(),
});

export const drawDesignSchema = z.discriminatedUnion('kind', [
  stratifiedDesignSchema,
  monetaryDesignSchema,
  mixDesignSchema,
  twoStageDesignSchema,
]);
export type DrawDesign = z.infer<typeof drawDesignSchema>;
export type StratifiedDesign = z.infer<typeof stratifiedDesignSchema>;
export type MonetaryDesign = z.infer<typeof monetaryDesignSchema>;
export type MixDesign = z.infer<typeof mixDesignSchema>;
export type TwoStageDesign = z.infer<typeof twoStageDesignSchema>;

/** Whether excluded records of a draw are replaced: where hash ranks go on beyond those drawn. */
export function isReplaceable(method: string): boolean {
  return method === 'random' || method === 'stratified' || method === 'two-stage';
}

import { z } from 'zod';
import { reviewShape } from '../../phase/review-fields';
import { ATTRIBUTE_TYPES } from '../../rules/rule-attribute';

/**
 * Sources of a reason, in the order in which they count (domain.md, "3 Scoping"). `external` is the seam for a recommender from
 * outside.
 */
const REASON_SOURCES = ['key', 'cde', 'historical-issue', 'failed-rules', 'risk', 'mandatory', 'usage', 'external'] as const;
export const SCOPING_DECISIONS = ['accept', 'decline', 'override'] as const;

/** One attribute's scoping; the item key is its code. */
export const scopeSchema = z.strictObject({
  code: z.string(),
  position: z.number().int(),
  name: z.string(),
  /** `key`: in scope by rule, never itself a test. */
  recommendation: z.enum(['test', 'skip', 'key']),
  /** 0 to 100. */
  score: z.number().int().min(0).max(100),
  reasons: z.array(z.strictObject({ source: z.enum(REASON_SOURCES), text: z.string(), points: z.number().int() })),
  /** Name and version of what recommended, such as "countersign/1". */
  recommendedBy: z.string(),
  cde: z.boolean(),
  historicalIssue: z.boolean(),
  risk: z.number().int().nullable(),
  requirement: z.enum(['mandatory', 'conditional', 'optional']).nullable(),
  type: z.enum(ATTRIBUTE_TYPES).nullable(),
  /** Rules used on it, and how many of them failed on some record. */
  rules: z.number().int(),
  failedRules: z.number().int(),
  /** Per cent of tested records that passed its rules, two places as text; null where nothing was tested. */
  dqScore: z.string().nullable(),
  /** accept: as recommended; decline: not tested though recommended, with a reason; override: tested though not recommended, with a reason. */
  decision: z.enum(SCOPING_DECISIONS).nullable(),
  /** Derived: what follows from recommendation and decision; null while undecided. */
  finalScoping: z.enum(['test', 'skip', 'key']).nullable(),
  /** How it will be tested, in the tester's words. */
  approach: z.string(),
  ...reviewShape,
});
export type ScopedAttribute = z.infer<typeof scopeSchema>;

export const NOUN = { one: 'attribute', many: 'attributes' };

import { z } from 'zod';
import { RESULTS } from '../../comparing/compare';
import { COMPARATORS, comparedAttributeSchema, comparisonFault, statedComparisonSchema } from '../../comparing/comparison-setting';
import { evidencePlaceSchema } from '../../evidence/extracted-text';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Why a case was run: the first time, again, because what it is compared with or how changed, or by what the tester read themselves. */
export const RUN_REASONS = ['initial', 'retry', 'evidence-updated', 'setting-changed', 'manual'] as const;
export type RunReason = (typeof RUN_REASONS)[number];

/**
 * Where a case stands: its evidence is not accepted yet, it can be run, its last run came to a result, or that run was made by other values or
 * another comparison than now.
 */
export const TEST_STATES = ['waiting', 'to-run', 'pass', 'fail', 'inconclusive', 'outdated'] as const;
export type TestState = (typeof TEST_STATES)[number];

/** Evidence that the tester accepted. `requestVersion`: the first version of Request Info that it was accepted in. */
const acceptedEvidenceSchema = z.strictObject({
  sha256,
  fileName: z.string(),
  requestVersion: z.number().int().min(1),
  /** Where in the file the value stands; null where nobody found it. */
  at: evidencePlaceSchema.nullable(),
  /** Hash of what was judged of it. */
  judged: sha256,
});

/** How the values of a case are compared, and why so where it is not as usual. */
export const settingSchema = z
  .strictObject({ ...statedComparisonSchema.shape, reason: z.string().max(10_000) })
  .superRefine((setting, context) => {
    const message = comparisonFault(setting);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });
export type TestSetting = z.infer<typeof settingSchema>;

/** The last run of a case; earlier ones are the history of the item. */
const runSchema = z.strictObject({
  /** From 1. */
  number: z.number().int().min(1),
  reason: z.enum(RUN_REASONS),
  /** Why it was run again, in the tester's words. */
  because: z.string(),
  reported: z.string().nullable(),
  evidence: acceptedEvidenceSchema.nullable(),
  /** What was compared with. */
  value: z.string().nullable(),
  method: z.enum(['automatic', 'manual']),
  /** Manual: where the tester read the value, and how they came to it. */
  place: z.string(),
  rationale: z.string(),
  comparator: z.enum(COMPARATORS),
  /** `basisOf` the case as it was run. */
  basis: sha256,
  result: z.enum(RESULTS),
  difference: z.string().nullable(),
  pattern: z.string().nullable(),
});
export type TestRun = z.infer<typeof runSchema>;

/** One test case with its last run (domain.md, "Planned"); the item key is the case's id, as in Request Info. */
export const testSchema = z.strictObject({
  attribute: z.string().min(1),
  attributeName: z.string(),
  record: z.string(),
  ...comparedAttributeSchema.shape,
  reported: z.string().nullable(),
  /** Null while none is accepted, and where it cannot be had. */
  evidence: acceptedEvidenceSchema.nullable(),
  /** The value that the accepted evidence shows; null where nobody said one and none was found. */
  shown: z.string().nullable(),
  /** Why the evidence cannot be had, as it was agreed to; empty where it can. */
  unobtainable: z.string(),
  setting: settingSchema,
  /** Whether `setting` passes values that the usual comparison of the attribute's type does not. */
  looser: z.boolean(),
  run: runSchema.nullable(),
  state: z.enum(TEST_STATES),
  /** The kind of error by the recipe `pattern/1`; null unless the last run counts and failed. */
  pattern: z.string().nullable(),
  /** SHA-256 of the canonical text of `judged` in `recordedTests`. */
  judged: sha256,
});
export type TestItem = z.infer<typeof testSchema>;

export const NOUN = { one: 'test', many: 'tests' };

/** What the tester sends to have a case run; everything else of a run is the server's. */
export const runClaimSchema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('automatic'), because: z.string().max(10_000) }),
  z.strictObject({
    method: z.literal('manual'),
    because: z.string().max(10_000),
    /** An empty text: the evidence shows that there is no value. */
    value: z.string().max(10_000),
    place: z.string().trim().min(1, 'Say where in the evidence the value stands.').max(1_000),
    rationale: z.string().trim().min(1, 'Say how you came to the value.').max(10_000),
  }),
]);
export type RunClaim = z.infer<typeof runClaimSchema>;

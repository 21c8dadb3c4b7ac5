import { z } from 'zod';
import { deviationRateSchema } from '../../observing/deviation-rates';
import { ORIGINS, originCountsSchema } from '../../observing/origin-counts';
import { GRADES } from '../../observing/severity';
import { reviewShape } from '../../phase/review-fields';
import { recordOfCase } from '../request-info/case-id';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** A person as texts of the record name them (`personToken`). */
const person = z.string().regex(/^\{person:[0-9a-f-]{36}\}$/);

const DISPOSITIONS = ['observation', 'not-an-issue'] as const;

/** Whether an observation was there in an earlier cycle: still open then, or closed and come again. */
const RECURRENCES = ['still-open', 'returned'] as const;

/** Failures of one attribute with one kind of error (domain.md, "8 Observation Management"); the item key is `observationKey`. */
export const observationSchema = z.strictObject({
  kind: z.literal('observation'),
  /** Place in the list, from 1, in the order in which observations came; what people call it by. */
  position: z.number().int().min(1),
  title: z.string(),
  text: z.string(),
  impact: z.string(),
  attribute: z.string().min(1),
  attributeName: z.string(),
  /** The kind of error by the recipe `pattern/1`. */
  pattern: z.string().min(1),
  /** The attribute's data owner, who answers; null where nobody is named any more. */
  owner: person.nullable(),
  /** Cases of this observation that failed. */
  failed: z.number().int(),
  /** Cases of the attribute that were tested and reviewed. */
  tested: z.number().int(),
  /** Cases of the attribute by how their records came into the sample; `failed` counts those of this observation. */
  counts: originCountsSchema,
  /** Of the attribute, one for each random sample. */
  rates: z.array(deviationRateSchema),
  /** The greatest upper bound among the rates, in per cent; null where no random records were tested. */
  upperPercent: z.string().nullable(),
  proposed: z.enum(GRADES),
  exposure: z.number().int(),
  importance: z.number().int(),
  /** How the proposed severity comes about, as sentences with every number. */
  arithmetic: z.string(),
  severity: z.enum(GRADES),
  severityReason: z.string(),
  decision: z.enum(DISPOSITIONS).nullable(),
  /** Key of the observation that this one is told with; null where it stands alone. Its cases stay its own. */
  mergedInto: z.string().min(1).nullable(),
  remediationOwner: person.nullable(),
  remediationDue: z.iso.date().nullable(),
  remediationAction: z.string(),
  recurrence: z.enum(RECURRENCES).nullable(),
  ...reviewShape,
});
export type Observation = z.infer<typeof observationSchema>;

/** One failing case, tied to the one observation that tells of it; the item key is `caseLinkKey`. */
export const caseLinkSchema = z.strictObject({
  kind: z.literal('case'),
  observation: z.string().min(1),
  attribute: z.string().min(1),
  attributeName: z.string(),
  record: z.string(),
  origin: z.enum(ORIGINS),
  reported: z.string().nullable(),
  value: z.string().nullable(),
  difference: z.string().nullable(),
  /** `judged` of the run that was reviewed. */
  runJudged: sha256,
});
export type CaseLink = z.infer<typeof caseLinkSchema>;

export const observedSchema = z.discriminatedUnion('kind', [observationSchema, caseLinkSchema]);

/** What filters may name: fields of either kind of item. */
export const observedFields = z.object({ ...caseLinkSchema.shape, ...observationSchema.shape, kind: z.enum(['observation', 'case']) });

export const NOUN = { one: 'observation', many: 'observations' };

const CASE_PREFIX = '^';

/** Key of the link of a failing case. */
export function caseLinkKey(caseId: string): string {
  return `${CASE_PREFIX}${caseId}`;
}

/** The key of the record whose case failed, by the key of its link; null of an observation. */
export function recordOfLink(key: string): string | null {
  return isCaseLinkKey(key) ? recordOfCase(key.slice(CASE_PREFIX.length)) : null;
}

/** Whether a key is that of a failing case. */
export function isCaseLinkKey(key: string): boolean {
  return key.startsWith(CASE_PREFIX);
}

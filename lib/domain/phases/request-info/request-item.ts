import { z } from 'zod';
import { evidencePlaceSchema } from '../../evidence/extracted-text';
import { evidenceCheckSchema } from '../../evidence/match';
import { ATTRIBUTE_TYPES } from '../../rules/rule-attribute';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What a data owner supplied for a case. */
const suppliedSchema = z.strictObject({
  kind: z.enum(['document', 'extract']),
  sha256,
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number().int().min(0),
  /** Where the value stands; null where nobody said. */
  at: evidencePlaceSchema.nullable(),
  /** The value that the evidence shows, in its owner's words; an empty text states that it shows none. */
  stated: z.string().nullable(),
  note: z.string(),
  /** Which submission of this case it is, from 1; set by the server. */
  submission: z.number().int().min(1),
  check: evidenceCheckSchema,
});

/** One test case for which evidence is asked (domain.md, "Planned"); the item key is the case's id. */
export const requestSchema = z.strictObject({
  attribute: z.string().min(1),
  attributeName: z.string(),
  description: z.string(),
  type: z.enum(ATTRIBUTE_TYPES).nullable(),
  format: z.string(),
  record: z.string(),
  /** Code of a PK attribute → its value in the record. */
  keys: z.record(z.string(), z.string()),
  reported: z.string().nullable(),
  ask: z.string(),
  dueOn: day,
  evidence: suppliedSchema.nullable(),
  unobtainable: z.strictObject({ reason: z.string().min(1) }).nullable(),
  /** SHA-256 of the canonical text of `judgedOfRequest`. */
  judged: sha256,
});
export type RequestItem = z.infer<typeof requestSchema>;

/** The part of a request that a verdict is about: a due date may move, and an acceptance stands. */
export function judgedOfRequest({
  evidence,
  unobtainable,
  reported,
  keys,
}: RequestItem): Pick<RequestItem, 'evidence' | 'unobtainable' | 'reported' | 'keys'> {
  return { evidence, unobtainable, reported, keys };
}

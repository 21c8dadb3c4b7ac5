import { z } from 'zod';
import { evidencePlaceSchema } from '../../evidence/extracted-text';
import { evidenceCheckSchema } from '../../evidence/match';
import { ATTRIBUTE_TYPES } from '../../rules/rule-attribute';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const day = z.iso.date();

/** What sort of evidence it is: a document or a picture of one, or what a system gave out. */
export const EVIDENCE_SORTS = ['document', 'picture', 'extract'] as const;
/** What a search of the file came to, best first (`evidenceCheckSchema`). */
export const CHECK_RESULTS = ['pass', 'warning', 'fail', 'not-searchable'] as const;

/** Attribute code → what heads its column in a table, as somebody named it; others are found by their code or name. */
export const namedColumnsSchema = z
  .record(z.string().min(1).max(1_000), z.string().trim().min(1, 'names no column').max(200))
  .refine((columns) => Object.keys(columns).length <= 500, 'names more than 500 columns');
export type NamedColumns = Readonly<Record<string, string>>;

/** How a system gave out an extract, in the words of whoever ran it. */
const extractionSchema = z.strictObject({ query: z.string().min(1), ranOn: day, rows: z.number().int().min(0) });

/** What a data owner supplied for a case, and as of when they say that it holds; when it was received is known of the file. */
const suppliedSchema = z.strictObject({
  sort: z.enum(EVIDENCE_SORTS),
  sha256,
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number().int().min(0),
  /** Of versions made before the time was told of the file alone: contents hold no clock. */
  receivedAt: z.iso.datetime().optional(),
  asOf: day,
  extraction: extractionSchema.nullable(),
  /** What heads the columns of the record's keys and of the attribute, where whoever supplied a table said so. */
  columns: namedColumnsSchema.optional(),
  /** Where the value stands; null where it was not found. */
  at: evidencePlaceSchema.nullable(),
  /** The value that the evidence shows, in its owner's words; null where it is the one that the search found. */
  stated: z.string().nullable(),
  note: z.string(),
  /** Which submission of this case it is, from 1; set by the server. */
  submission: z.number().int().min(1),
  check: evidenceCheckSchema,
});
export type SuppliedEvidence = z.infer<typeof suppliedSchema>;

/** One test case for which evidence is asked (domain.md, "Planned"); the item key is the case's id. */
export const requestSchema = z.strictObject({
  attribute: z.string().min(1),
  attributeName: z.string(),
  description: z.string(),
  type: z.enum(ATTRIBUTE_TYPES).nullable(),
  format: z.string(),
  /** The system that Planning says it is read from; cases are asked for by it. */
  source: z.string(),
  record: z.string(),
  /** Code of a PK attribute → its value in the record. */
  keys: z.record(z.string(), z.string()),
  reported: z.string().nullable(),
  ask: z.string(),
  dueOn: day,
  evidence: suppliedSchema.nullable(),
  /** What the search of the evidence came to; null where there is none. */
  checked: z.enum(CHECK_RESULTS).nullable(),
  /** Why the evidence cannot be had; empty where it can. */
  unobtainable: z.string(),
  /** SHA-256 of the canonical text of `judgedOfRequest`. */
  judged: sha256,
});
export type RequestItem = z.infer<typeof requestSchema>;

export const NOUN = { one: 'case', many: 'cases' };

/** What somebody sends to say that a file is the evidence of a case; the server adds what it knows of the file and finds in it. */
export const evidenceClaimSchema = suppliedSchema
  .pick({ sort: true, asOf: true, extraction: true, columns: true, stated: true, note: true })
  .extend({ evidenceId: z.uuid(), stated: z.string().max(10_000).nullable(), note: z.string().max(10_000) })
  .refine(({ sort, extraction }) => (sort === 'extract') === (extraction !== null), {
    path: ['extraction'],
    message: 'an extract of a system says by which query, when and with how many rows; other evidence does not',
  });
export type EvidenceClaim = z.infer<typeof evidenceClaimSchema>;

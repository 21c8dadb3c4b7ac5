import { z } from 'zod';
import type { EvidenceKind } from '#domain/evidence/file-kind';
import { ENCODINGS } from '#domain/phases/planning/facts';
import { namedColumnsSchema } from '#domain/phases/request-info/request-item';
import { MOST_CHARACTERS } from '#domain/rules/rule-expression';
import { SELECTIONS } from '#domain/sampling/monetary-selection';
import { commandIdSchema, editRevisionSchema, idSchema, reasonSchema } from './action-inputs';
import type { DrawParams, DrawPlan } from './draws';
import { itemFilterSchema } from './filter-schema';
import type { ImportParams } from './inquiries';

/** What server actions and inquiries accept about files, imports and draws. */

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'is not the hash of a stored file');
const shortText = z.string().max(1_000);

export const importParamsSchema: z.ZodType<ImportParams, ImportParams> = z.strictObject({
  dictionarySha256: sha256Schema.nullable(),
  dictionaryName: shortText.nullable(),
  dataSha256: sha256Schema,
  dataName: shortText,
  delimiter: z.string().min(1).max(4).nullable(),
  quoted: z.boolean().nullable(),
  header: z.boolean(),
  skipLines: z.int().min(0).max(1_000),
  key: z.array(shortText.min(1)).min(1).max(20).nullable(),
  map: z.record(z.string(), shortText),
  types: z.record(z.string(), shortText),
  encoding: z.enum(ENCODINGS).nullable().optional(),
  sheet: shortText.nullable().optional(),
  formats: z.record(z.string(), shortText).optional(),
  values: z.record(z.string(), z.array(shortText.min(1)).max(5_000)).optional(),
  control: z.union([z.strictObject({ line: z.int().min(1), field: z.int().min(1) }), z.strictObject({ total: z.int().min(0) })]).nullable(),
  controlReason: shortText,
  sourceSystem: shortText,
  extractedBy: shortText,
  extractedAt: shortText,
  asOfDate: shortText,
});

const lobRuleSchema = z.strictObject({ column: shortText.min(1), map: z.record(z.string(), shortText.min(1)) }).nullable();
const percentSchema = z.string().regex(/^\d{1,3}(\.\d{1,4})?$/, 'is not a percentage such as 5 or 0.5');
const rates = { riskPercent: percentSchema, tolerablePercent: percentSchema, expectedPercent: percentSchema };
const handSizeSchema = z.strictObject({ by: z.literal('hand'), count: z.int().min(1).max(1_000_000), reason: reasonSchema });
const sizeSchema = z.discriminatedUnion('by', [z.strictObject({ by: z.literal('table'), ...rates }), handSizeSchema]);

const attributeCode = shortText.min(1);
const decimalSchema = z.string().regex(/^[+-]?\d{1,18}(\.\d{1,10})?$/, 'is not a number');
const shareSchema = z.int().min(0).max(100);
const stratifiedPlan = {
  method: z.literal('stratified'),
  attribute: attributeCode,
  bands: z.array(decimalSchema).min(1).max(199).readonly().nullable(),
  allocation: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('proportional'), size: sizeSchema }),
    z.strictObject({ by: z.literal('table'), sizes: z.record(shortText, z.int().min(0).max(1_000_000)), reason: reasonSchema }),
  ]),
};
const monetaryPlan = {
  method: z.literal('monetary-unit'),
  attribute: attributeCode,
  selection: z.enum(SELECTIONS),
  size: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('poisson'), ...rates }),
    handSizeSchema.extend({ count: z.int().min(1).max(100_000) }),
  ]),
};
const mixPlan = {
  method: z.literal('mix'),
  size: sizeSchema,
  shares: z
    .strictObject({ clean: shareSchema, anomaly: shareSchema, boundary: shareSchema })
    .refine(({ clean, anomaly, boundary }) => clean + anomaly + boundary === 100, 'do not add up to 100 %'),
  boundaries: z
    .array(z.strictObject({ attribute: attributeCode, thresholds: z.array(decimalSchema).max(20).readonly() }))
    .max(50)
    .readonly(),
};

/** A planned draw whose figures are asked for before it is made. */
const drawPlanSchema: z.ZodType<DrawPlan, DrawPlan> = z.discriminatedUnion('method', [
  z.strictObject(stratifiedPlan),
  z.strictObject(monetaryPlan),
  z.strictObject(mixPlan),
]);

/** A draw by its fact's key, such as "$draw/001". */
const drawKeySchema = z.string().regex(/^\$draw\/\d{3,}$/, 'is not a draw');

/** A draw as a page asks for it: without a seed, which the server makes (domain.md, "4 Sample Selection"). */
export const drawRequestSchema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('random'), size: sizeSchema, lob: lobRuleSchema }),
  z.strictObject({
    method: z.literal('judgmental'),
    keys: z.array(z.string().min(1).max(1_000)).max(10_000),
    filter: itemFilterSchema.nullable(),
    count: z.int().min(1).max(1_000_000).nullable(),
    reason: reasonSchema,
    lob: lobRuleSchema,
  }),
  z.strictObject({ method: z.literal('whole-population'), reason: reasonSchema, lob: lobRuleSchema }),
  z.strictObject({ ...stratifiedPlan, lob: lobRuleSchema }),
  z.strictObject({ ...monetaryPlan, lob: lobRuleSchema }),
  z.strictObject({ ...mixPlan, lob: lobRuleSchema }),
  z.strictObject({ method: z.literal('two-stage'), lob: lobRuleSchema }),
  z.strictObject({ method: z.literal('second-stage'), draw: drawKeySchema, reason: reasonSchema }),
  z.strictObject({ method: z.literal('replacement'), draw: drawKeySchema }),
]);

/** The draw as it is recorded: what was asked for, with its seed where the method draws at random. */
export function withSeed(request: z.output<typeof drawRequestSchema>, seed: string): DrawParams {
  switch (request.method) {
    case 'whole-population':
    case 'second-stage':
    case 'replacement':
      return request;
    default:
      return { ...request, seed };
  }
}

export const profileParamsSchema = z.strictObject({ propose: z.boolean() });
export const ruleImportParamsSchema = z.strictObject({
  sha256: sha256Schema,
  name: shortText.min(1),
  format: z.literal('hmda-rule-spec'),
  fields: z.record(shortText, shortText).default({}),
  /** The year of activity that the rules are for, such as 2017; null where none was stated. */
  activityYear: z
    .string()
    .regex(/^(19|20)\d\d$/, 'must be a year such as 2017')
    .nullable()
    .default(null),
});

/** Deriving figures anew takes nothing more: it is made from what is approved. */
export const refreshParamsSchema = z.strictObject({});

/** What asking for long work on a draft takes, whichever its kind: the draft as it was seen, and the work's parameters. */
export function workInput<P, I>(params: z.ZodType<P, I>): z.ZodType<WorkInput<P>, WorkInput<I>> {
  const input = z.strictObject({ commandId: commandIdSchema, versionId: idSchema, seenEditRevision: editRevisionSchema, params });
  // The compiler does not follow a schema's types through an object of a schema it does not know.
  return input as unknown as z.ZodType<WorkInput<P>, WorkInput<I>>;
}

export interface WorkInput<P> {
  commandId: string;
  versionId: string;
  seenEditRevision: number;
  params: P;
}

/** Body of POST /api/inquiries: a question to the worker about a file of this report, or about how a version was decided. */
export const inquiryRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('preview-import'), cycleReportId: idSchema, params: importParamsSchema }),
  z.strictObject({
    kind: z.literal('count-matches'),
    versionId: idSchema,
    filter: itemFilterSchema,
    keys: z.array(z.string().min(1).max(1_000)).max(10_000),
  }),
  z.strictObject({ kind: z.literal('preview-draw'), versionId: idSchema, plan: drawPlanSchema }),
  z.strictObject({ kind: z.literal('check-evidence'), versionId: idSchema, evidenceId: idSchema, columns: namedColumnsSchema }),
  z.strictObject({ kind: z.literal('replay-decision'), versionId: idSchema }),
  z.strictObject({ kind: z.literal('try-rule'), versionId: idSchema, expression: z.string().min(1).max(MOST_CHARACTERS) }),
]);

/** Query of POST /api/uploads, whose body is the file. Names are shown and never used as paths. */
export const uploadQuery = z.object({ cycleReportId: idSchema, fileName: z.string().trim().min(1).max(255) });

/** Query of POST /api/uploads/evidence, whose body is the file: the version in which it answers what is asked. */
export const evidenceUploadQuery = z.object({ versionId: idSchema, fileName: z.string().trim().min(1).max(255) });

/** Answer of POST /api/uploads/evidence; `size` in bytes. The same file supplied again is the same evidence. */
export interface SuppliedFile {
  evidenceId: string;
  kind: EvidenceKind;
  fileName: string;
  size: number;
}

/** Answer of POST /api/uploads. The file is kept under its hash; `size` in bytes. */
export interface UploadedFile {
  uploadId: string;
  sha256: string;
  fileName: string;
  size: number;
}

export type DrawRequest = z.input<typeof drawRequestSchema>;
export type InquiryRequest = z.input<typeof inquiryRequestSchema>;

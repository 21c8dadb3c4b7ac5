import { z } from 'zod';
import { reviewShape } from '../../phase/review-fields';
import { ATTRIBUTE_TYPES } from '../../rules/rule-attribute';

export const SECURITY_CLASSES = ['public', 'internal', 'confidential', 'restricted', 'hrci'] as const;
/** Classes whose values are masked (domain.md, "Confidentiality"). */
export const CONFIDENTIAL_CLASSES: readonly string[] = [
  'confidential',
  'restricted',
  'hrci',
] satisfies readonly (typeof SECURITY_CLASSES)[number][];
const PDE_MAPPINGS = ['direct', 'calculated', 'lookup', 'conditional'] as const;

/** A physical data element: where the attribute is read from. */
export const pdeSchema = z.strictObject({
  /** Name of one of the report's listed sources. */
  source: z.string(),
  /** schema.table.column */
  location: z.string(),
  mapping: z.enum(PDE_MAPPINGS),
  transformation: z.string(),
});

/** One attribute of the report (domain.md, "1 Planning"); the item key is its code. */
export const attributeSchema = z.strictObject({
  code: z.string().min(1),
  /** Number of the dictionary entry, or position of the column, both from 1: the report's own order. */
  position: z.number().int(),
  name: z.string(),
  description: z.string(),
  type: z.enum(ATTRIBUTE_TYPES).nullable(),
  /** A date has a pattern such as yyyymmdd, a code has "digits" where letters are a fault. */
  format: z.string(),
  requirement: z.enum(['mandatory', 'conditional', 'optional']).nullable(),
  validValues: z.array(z.string()),
  specialValues: z.array(z.string()),
  /** Whether any value that is neither valid nor special is a fault. */
  exhaustive: z.boolean(),
  keyOrder: z.number().int().min(1).nullable(),
  cde: z.boolean(),
  historicalIssue: z.boolean(),
  mdrm: z.string(),
  securityClass: z.enum(SECURITY_CLASSES).nullable(),
  pdes: z.array(pdeSchema),
  risk: z.number().int().min(1).max(10).nullable(),
  riskRationale: z.string(),
  column: z.string().nullable(),
  decision: z.enum(['include', 'exclude']).nullable(),
  ...reviewShape,
});
export type Attribute = z.infer<typeof attributeSchema>;

export const NOUN = { one: 'attribute', many: 'attributes' };

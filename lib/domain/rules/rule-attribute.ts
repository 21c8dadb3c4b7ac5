import { z } from 'zod';

export const ATTRIBUTE_TYPES = ['text', 'code', 'integer', 'decimal', 'date', 'date-time'] as const;

export type AttributeType = (typeof ATTRIBUTE_TYPES)[number];

/** What rules are checked against: the included attributes of the approved Planning version, in the file's order. */
export const profiledAttributeSchema = z.object({
  code: z.string(),
  name: z.string(),
  column: z.string().nullable(),
  type: z.enum(ATTRIBUTE_TYPES).nullable(),
  format: z.string(),
  requirement: z.enum(['mandatory', 'conditional', 'optional']).nullable(),
  validValues: z.array(z.string()),
  specialValues: z.array(z.string()),
  exhaustive: z.boolean(),
  keyOrder: z.number().int().nullable(),
  confidential: z.boolean(),
  /** The dictionary's own text; absent in versions made before it was kept. */
  description: z.string().optional(),
});

export type ProfiledAttribute = z.infer<typeof profiledAttributeSchema>;

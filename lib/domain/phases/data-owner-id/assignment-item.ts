import { z } from 'zod';

/** Who supplies the evidence of one attribute in one line of business; the item key is the attribute's code. */
export const assignmentSchema = z.strictObject({
  code: z.string(),
  position: z.number().int(),
  name: z.string(),
  /** Where Planning says that it is read from: "Loan Servicing: srv.loan.rate". */
  sources: z.array(z.string()),
  /** As contents name people; null while nobody is assigned. */
  owner: z.string().nullable(),
  /** Who was assigned before; null where nobody was. */
  previousOwner: z.string().nullable(),
  /** Why the owner was changed; empty where there was none before. */
  ownerReason: z.string(),
  /** Who owned it when the report was last tested; never assigned by itself. */
  suggestedOwner: z.string().nullable(),
  suggestedBecause: z.string(),
  /** SHA-256, as lower-case hex, of what an acknowledgement is about: attribute and owner. */
  judged: z.string(),
});
export type OwnerAssignment = z.infer<typeof assignmentSchema>;

export const NOUN = { one: 'attribute', many: 'attributes' };

import { DELEGABLE_ROLES } from '#domain/roles';
import { z } from 'zod';
import { idSchema, reasonSchema } from './action-inputs';

/** What server actions accept about a person's own desk. Days are ISO dates, the last one included (UTC). */

const daySchema = z.iso.date('is not a date');

export const delegateRoleInput = z.strictObject({
  role: z.enum(DELEGABLE_ROLES),
  /** null: every report the person holds the role for. */
  reportId: idSchema.nullable(),
  toId: idSchema,
  until: daySchema,
  reason: reasonSchema,
});
export const endDelegationInput = z.strictObject({ delegationId: idSchema });

export type DelegateRoleInput = z.input<typeof delegateRoleInput>;
export type EndDelegationInput = z.input<typeof endDelegationInput>;

import { z } from 'zod';
import { DELEGABLE_ROLES } from '#domain/people/roles';
import { daySchema, idSchema, reasonSchema } from './action-inputs';
import { inboxViewSchema } from './views/inbox-view';
import { progressViewSchema } from './views/progress-view';
import { SAVED_VIEW_PAGES } from './views/saved-views';

/** What server actions accept about a person's own desk. Days are ISO dates, the last one included (UTC). */

export const delegateRoleInput = z.strictObject({
  role: z.enum(DELEGABLE_ROLES),
  /** null: every report the person holds the role for. */
  reportId: idSchema.nullable(),
  toId: idSchema,
  /** The first day; null: at once. */
  from: daySchema.nullable().default(null),
  until: daySchema,
  reason: reasonSchema,
});
export const endDelegationInput = z.strictObject({ delegationId: idSchema });

export const goAwayInput = z.strictObject({
  /** Who is away: oneself, or whom an admin notes it of. */
  personId: idSchema,
  from: daySchema,
  until: daySchema,
  /** Roles that they lend meanwhile. */
  lends: z
    .array(z.strictObject({ role: z.enum(DELEGABLE_ROLES), reportId: idSchema.nullable(), toId: idSchema }))
    .max(20)
    .default([]),
});
export const endAbsenceInput = z.strictObject({ absenceId: idSchema });

export type GoAwayInput = z.input<typeof goAwayInput>;
export type DelegateRoleInput = z.input<typeof delegateRoleInput>;

const namedView = {
  /** Left out: a new one. */
  viewId: idSchema.optional(),
  name: z.string().trim().min(1, 'is required').max(80),
};
export const saveViewInput = z.discriminatedUnion('page', [
  z.strictObject({ page: z.literal('inbox'), ...namedView, view: inboxViewSchema }),
  z.strictObject({ page: z.literal('progress'), ...namedView, view: progressViewSchema }),
]);
export type SaveViewInput = z.output<typeof saveViewInput>;
export const removeViewInput = z.strictObject({ viewId: idSchema });
export const setDefaultViewInput = z.strictObject({
  page: z.enum(SAVED_VIEW_PAGES),
  /** null: the page opens without one. */
  viewId: idSchema.nullable(),
});
export const claimWorkInput = z.strictObject({ versionId: idSchema });
export const releaseClaimInput = z.strictObject({ versionId: idSchema });

import { z } from 'zod';
import { ROLES, type Role } from '#domain/people/roles';
import { PHASES, type PhaseName } from '#domain/phase/phase-names';
import { SHORTEST_TERM_SECONDS } from '#domain/time/allowance-words';
import { rolesWithTurns } from '#domain/time/turns';
import { LONGEST_HOLD_DAYS, mayGrowOld } from '#domain/version/approval';
import { APPROVAL_MODES, type ApprovalMode } from '#domain/version/approval-policy';
import { CYCLE_REPORT_TYPES } from '#domain/version/workflow-types';
import { commandIdSchema, daySchema, idSchema, reasonSchema } from './action-inputs';

/** What server actions accept about cycles, people and the installation. Days are ISO dates (2026-03-31). */

const nameSchema = z.string().trim().min(1, 'is required').max(200);
const textSchema = z.string().trim().max(2_000);
const emailSchema = z.string().trim().toLowerCase().pipe(z.email('is not an e-mail address').max(320));

/** Length is what makes a password strong; bcrypt reads 72 bytes and no more. */
const passwordSchema = z
  .string()
  .min(12, 'needs at least 12 characters')
  .refine((password) => new TextEncoder().encode(password).length <= 72, 'is longer than 72 bytes')
  .refine((password) => new Set(password).size >= 5, 'repeats too few different characters');

const startsBeforeEnd = (value: { startsOn: string; endsOn: string }) => value.startsOn <= value.endsOn;
const endFirst = { message: 'is before the first day', path: ['endsOn'] };

export const createCycleInput = z
  .strictObject({ name: nameSchema, startsOn: daySchema, endsOn: daySchema })
  .refine(startsBeforeEnd, endFirst);
export const addReportToCycleInput = z.strictObject({
  cycleId: idSchema,
  reportId: idSchema,
  testerId: idSchema.nullish(),
  dueOn: daySchema.nullish(),
  /** The report's last closed cycle, to begin from; left out: it begins anew. */
  carriesFrom: idSchema.nullish(),
});
export const assignTesterInput = z.strictObject({
  commandId: commandIdSchema,
  cycleReportId: idSchema,
  testerId: idSchema.optional(),
  dueOn: daySchema.optional(),
});
const workflowTypeSchema = z.enum(CYCLE_REPORT_TYPES);
export const startReportInput = z.strictObject({
  commandId: commandIdSchema,
  cycleReportId: idSchema,
  /** The version of the process; left out: the default in force. Another needs a reason. */
  workflowType: workflowTypeSchema.optional(),
  reason: reasonSchema.optional(),
});
export const saveDefaultVersionInput = z.strictObject({
  workflowType: workflowTypeSchema,
  /** The day from which reports start by it (UTC); null: at once. */
  validFrom: daySchema.nullable().default(null),
  reason: reasonSchema,
});
export const restartReportInput = z.strictObject({ commandId: commandIdSchema, cycleReportId: idSchema, reason: reasonSchema });
export const upgradeReportInput = z.strictObject({
  commandId: commandIdSchema,
  cycleReportId: idSchema,
  reason: reasonSchema,
  /** The later version of the process; left out: the same one, by the present plan. */
  to: workflowTypeSchema.optional(),
  now: z.boolean().optional(),
});
export const cancelUpgradeInput = z.strictObject({ commandId: commandIdSchema, cycleReportId: idSchema, reason: reasonSchema });
export const closeReportInput = z.strictObject({ commandId: commandIdSchema, cycleReportId: idSchema, reason: reasonSchema });
export const startOwnReportInput = z.strictObject({
  /** Id of the start command; one transaction makes the report, the cycle and the assignment before it. */
  commandId: commandIdSchema,
  reportName: nameSchema,
  regulator: textSchema.default(''),
  description: textSchema.default(''),
  ownerId: idSchema,
  testerId: idSchema,
  /** The test cycle that the report goes into: one that is there, or one that is made with it. */
  cycle: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('existing'), id: idSchema }),
    z.strictObject({ kind: z.literal('new'), name: nameSchema, startsOn: daySchema, endsOn: daySchema }).refine(startsBeforeEnd, endFirst),
  ]),
  dueOn: daySchema,
  sources: z
    .array(z.strictObject({ name: nameSchema, system: textSchema.default('') }))
    .max(50)
    .default([]),
  /** As of `startReportInput`. */
  workflowType: workflowTypeSchema.optional(),
  reason: reasonSchema.optional(),
});

const roleAssignmentSchema = z.strictObject({
  role: z.enum(ROLES),
  lobId: idSchema.nullish(),
  reportId: idSchema.nullish(),
  cycleReportId: idSchema.nullish(),
  /** ISO date; an examiner's access ends with this day (UTC). */
  until: daySchema.nullish(),
});
export const createUserInput = z.strictObject({
  name: nameSchema,
  email: emailSchema,
  roles: z.array(roleAssignmentSchema).max(50).default([]),
});
export const setRolesInput = z.strictObject({ userId: idSchema, roles: z.array(roleAssignmentSchema).max(50) });
export const disableUserInput = z.strictObject({
  userId: idSchema,
  /** Who takes over each report they test (id of the cycle report) or own (id of the report); all must be named. */
  takeovers: z
    .array(z.strictObject({ kind: z.enum(['tester', 'owner']), id: idSchema, toId: idSchema }))
    .max(5_000)
    .default([]),
});
export const renameUserInput = z.strictObject({ userId: idSchema, name: nameSchema, email: emailSchema, reason: reasonSchema });
export const eraseUserInput = z.strictObject({ userId: idSchema, reason: reasonSchema });
export const enableUserInput = z.strictObject({ userId: idSchema });
/** A change of rights that a second person confirms. */
export const confirmRightsInput = z.strictObject({ changeId: idSchema });
/** A change of rights that whoever made it lets stand on their own word. */
export const breakGlassInput = z.strictObject({ changeId: idSchema, reason: reasonSchema });
export const admitExaminerInput = z.strictObject({ userId: idSchema, cycleReportId: idSchema, until: daySchema });
export const dismissExaminerInput = z.strictObject({ assignmentId: idSchema });
export const makeLinkInput = z.strictObject({ userId: idSchema });
export const redeemLinkInput = z.strictObject({
  token: z.string().min(20).max(200),
  /** Asked for by the link that makes the first admin only. */
  name: nameSchema.optional(),
  email: emailSchema.optional(),
  password: passwordSchema,
});
/** What somebody signs in with: whether an account has it is told by the attempt, and by that alone. */
export const signInInput = z.object({
  email: z.string().trim().min(1, 'is required').max(320),
  password: z.string().min(1, 'is required').max(1_000),
});
export const saveLobInput = z.strictObject({ id: idSchema.optional(), name: nameSchema, active: z.boolean().default(true) });
export const saveReportInput = z.strictObject({
  id: idSchema.optional(),
  name: nameSchema,
  regulator: textSchema.default(''),
  description: textSchema.optional(),
  ownerId: idSchema.nullish(),
  /** Null: the installation's own; left out: unchanged. */
  calendarId: idSchema.nullish(),
});
export const saveSourceInput = z.strictObject({
  id: idSchema.optional(),
  reportId: idSchema,
  name: nameSchema,
  system: textSchema.default(''),
  active: z.boolean().default(true),
});
/** A term of a policy in business hours; `isShortTerm` says which of them only a demo may have. */
const termSchema = z
  .number()
  .min(SHORTEST_TERM_SECONDS / 3600, `is ${SHORTEST_TERM_SECONDS} seconds at least`)
  .max(2_000);
/** Why a role cannot have that much time of its own by a policy, as what is said of the number; null where it can. */
function roleAllowanceFault(
  policy: { phase: PhaseName; mode: ApprovalMode; roles: readonly Role[]; allowanceBusinessHours: number },
  role: Role,
  businessHours: number,
): string | null {
  if (!rolesWithTurns(policy.phase, policy).includes(role)) return 'is given to a role that never has the turn under this policy';
  return businessHours > policy.allowanceBusinessHours ? 'is more than the whole phase is allowed' : null;
}
export const savePolicyInput = z
  .strictObject({
    phase: z.enum(PHASES),
    mode: z.enum(APPROVAL_MODES),
    requiredCount: z.int().min(1).max(20),
    roles: z.array(z.enum(ROLES)).max(8),
    allowanceBusinessHours: termSchema,
    /** From level to level of the ladder; null: as delivered. */
    escalationBusinessHours: termSchema.nullable().default(null),
    /** How much of the allowance a role may take for its turns; null: no role has time of its own. */
    roleAllowances: z
      .partialRecord(z.enum(ROLES), termSchema)
      .nullable()
      .default(null)
      .transform((given) => (given === null || Object.keys(given).length === 0 ? null : given)),
    /** Days of 24 hours for which one of several approvals counts; null: as long as the version waits. */
    approvalsHoldDays: z.int().min(1).max(LONGEST_HOLD_DAYS).nullable().default(null),
    /** The day from which reports that start use it (UTC); null: at once. */
    validFrom: daySchema.nullable().default(null),
    reason: reasonSchema,
  })
  .refine((policy) => policy.mode !== 'review' || policy.roles.length === 1, {
    message: 'names exactly one role for a review',
    path: ['roles'],
  })
  .superRefine((policy, context) => {
    for (const [role, hours] of Object.entries(policy.roleAllowances ?? {})) {
      const message = roleAllowanceFault(policy, role as Role, hours);
      if (message !== null) context.addIssue({ code: 'custom', message, path: ['roleAllowances', role] });
    }
  })
  .refine((policy) => policy.approvalsHoldDays === null || mayGrowOld(policy), {
    message: 'is given only where more than one approval is needed',
    path: ['approvalsHoldDays'],
  })
  .refine((policy) => policy.mode !== 'signoff' || policy.roles.length >= 2, {
    message: 'names at least two roles for a sign-off',
    path: ['roles'],
  });

export type StartOwnReportInput = z.input<typeof startOwnReportInput>;
export type RedeemLinkInput = z.input<typeof redeemLinkInput>;
export type SavePolicyInput = z.input<typeof savePolicyInput>;

/** A link is shown once and kept as a hash only. */
export interface MadeLink {
  url: string;
  expiresAt: string;
}

import { DEFAULT_TERMS } from '#contract/default-plan';
import { ROLE_LABELS, type Role } from '#domain/people/roles';
import { PHASE_LABELS, PHASES, type PhaseName } from '#domain/phase/phase-names';
import { Refusal } from '#domain/refusals';
import { ESCALATION_BUSINESS_HOURS } from '#domain/time/ladder';
import type { RoleAllowances } from '#domain/time/stopwatch';
import { roleAllowancesInWords } from '#domain/time/stopwatch-words';
import type { ApprovalMode } from '#domain/version/approval-policy';
import { type Actor, SYSTEM_ACTOR } from '../people/actor';
import { auditInstallation, changesBetween } from '../record/installation-audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';

export interface PolicyInput {
  phase: PhaseName;
  mode: ApprovalMode;
  requiredCount: number;
  roles: readonly Role[];
  /** Business hours. */
  allowanceBusinessHours: number;
  /** Business hours from level to level of the ladder; null or left out: as delivered. */
  escalationBusinessHours?: number | null | undefined;
  /** How much of the allowance each role may take for its turns; null or left out: no role has time of its own. */
  roleAllowances?: RoleAllowances | null | undefined;
  /** Days of 24 hours for which one of several approvals counts; null or left out: as long as the version waits. */
  approvalsHoldDays?: number | null | undefined;
  /** ISO date from which reports that start use it (UTC); null or left out: at once. */
  validFrom?: string | null | undefined;
  reason: string;
}

interface PolicyRow {
  number: number;
  mode: string;
  requiredCount: number;
  roles: Role[];
  allowanceBusinessHours: number;
  escalationBusinessHours?: number | null | undefined;
  roleAllowances?: RoleAllowances | null | undefined;
  approvalsHoldDays?: number | null | undefined;
}

/**
 * Writes a new policy row, in force from its day on; rows are never changed and running reports keep the one they started
 * with. Where several are planned, each holds from its own day; one planned for the same day replaces the earlier.
 * @throws Refusal `invalid_input` for a day that has passed
 */
export async function savePolicy(db: Database, actor: Actor, input: PolicyInput): Promise<{ number: number }> {
  return inTransaction(db, async (sql) => {
    await sql.query('select pg_advisory_xact_lock(hashtext($1))', [`countersign:policy:${input.phase}`]);
    await requireDayAhead(sql, input.validFrom ?? null);
    const before = await inForceAt(sql, input.phase, input.validFrom ?? null);
    const number = await nextNumber(sql, input.phase);
    await insertPolicy(sql, { ...input, number, createdById: actor.id });
    const subject = `${PHASE_LABELS[input.phase]}, policy ${number}`;
    await auditInstallation(sql, actor, 'policy_saved', subject, [
      ...changesBetween(before ? inWords(before) : {}, inWords({ ...input, roles: [...input.roles], number })),
      ...(input.validFrom ? [{ field: 'validFrom', from: null, to: input.validFrom }] : []),
      { field: 'reason', from: null, to: input.reason },
    ]);
    return { number };
  });
}

/**
 * Writes the default policy of each phase that has none (domain.md, "Approval policies"); every start calls it. Returns how
 * many were missing.
 */
export async function ensureDefaultPolicies(db: Database): Promise<number> {
  return inTransaction(db, async (sql) => {
    await sql.query(`select pg_advisory_xact_lock(hashtext('countersign:policy:defaults'))`);
    const { rows } = await sql.query<{ phase: string }>('select distinct phase from phase_policy');
    const missing = PHASES.filter((phase) => !rows.some((row) => row.phase === phase));
    for (const phase of missing) {
      const { policy, allowanceBusinessHours } = DEFAULT_TERMS[phase];
      await insertPolicy(sql, {
        phase,
        ...policy,
        allowanceBusinessHours,
        number: 1,
        reason: 'Default of this release',
        createdById: null,
      });
    }
    if (missing.length > 0)
      await auditInstallation(sql, SYSTEM_ACTOR, 'policy_saved', 'Default policies', [
        { field: 'phases', from: null, to: missing.join(', ') },
      ]);
    return missing.length;
  });
}

/** Refuses a policy that would begin in the past: the past cannot be given another policy than it had. */
async function requireDayAhead(sql: SqlClient, day: string | null): Promise<void> {
  if (day === null) return;
  const { rows } = await sql.query<{ past: boolean }>(`select $1::date < (clock_timestamp() at time zone 'UTC')::date as past`, [day]);
  if (rows[0]?.past) throw new Refusal('invalid_input', 'That day has passed: a policy holds from today or later.');
}

async function nextNumber(sql: SqlClient, phase: PhaseName): Promise<number> {
  const { rows } = await sql.query<{ next: number }>('select coalesce(max(number), 0) + 1 as next from phase_policy where phase = $1', [
    phase,
  ]);
  return rows[0]?.next ?? 1;
}

/** The policy that a new row takes over from: the one that would hold on its day without it. */
async function inForceAt(sql: SqlClient, phase: PhaseName, day: string | null): Promise<PolicyRow | undefined> {
  const { rows } = await sql.query<PolicyRow>(
    `select number, mode, required_count as "requiredCount", roles::text[] as roles, allowance_business_hours as "allowanceBusinessHours",
         escalation_business_hours as "escalationBusinessHours", role_allowances as "roleAllowances", approvals_hold_days as "approvalsHoldDays"
       from phase_policy where phase = $1 and valid_from <= greatest(now(), $2::date) order by valid_from desc, number desc limit 1`,
    [phase, day],
  );
  return rows[0];
}

async function insertPolicy(sql: SqlClient, row: PolicyInput & { number: number; createdById: string | null }): Promise<void> {
  await sql.query(
    `insert into phase_policy (phase, number, mode, required_count, roles, allowance_business_hours, escalation_business_hours, approvals_hold_days, reason, created_by_id, valid_from,
       role_allowances)
     values ($1, $2, $3, $4, $5::"Role"[], $6, $7, $8, $9, $10, greatest(now(), $11::date), $12)`,
    [
      row.phase,
      row.number,
      row.mode,
      row.requiredCount,
      row.roles,
      row.allowanceBusinessHours,
      row.escalationBusinessHours ?? null,
      row.approvalsHoldDays ?? null,
      row.reason,
      row.createdById,
      row.validFrom ?? null,
      row.roleAllowances ?? null,
    ],
  );
}

function inWords(row: PolicyRow): Record<string, string> {
  return {
    mode: row.mode,
    requiredCount: String(row.requiredCount),
    roles: row.roles.map((role) => ROLE_LABELS[role]).join(', '),
    allowanceBusinessHours: String(row.allowanceBusinessHours),
    escalationBusinessHours: String(row.escalationBusinessHours ?? ESCALATION_BUSINESS_HOURS),
    ...(row.roleAllowances ? { roleAllowances: roleAllowancesInWords(row.roleAllowances, String) } : {}),
    ...(row.approvalsHoldDays ? { approvalsHoldDays: String(row.approvalsHoldDays) } : {}),
  };
}

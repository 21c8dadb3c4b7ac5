import type { PhaseTerms } from '#contract/default-plan';
import type { Role } from '#domain/people/roles';
import type { PhaseName } from '#domain/phase/phase-names';
import type { RoleAllowances } from '#domain/time/stopwatch';
import type { ApprovalMode } from '#domain/version/approval-policy';
import type { Queryable } from '../sql/connection';

/** The policy of each phase that holds now: the latest to begin, of several the newest; without one the default (lib/contract). */
export async function termsInForce(db: Queryable): Promise<Partial<Record<PhaseName, PhaseTerms>>> {
  const { rows } = await db.query<{
    phase: PhaseName;
    mode: ApprovalMode;
    required_count: number;
    roles: Role[];
    allowance_business_hours: number;
    escalation_business_hours: number | null;
    role_allowances: RoleAllowances | null;
    approvals_hold_days: number | null;
  }>(
    `select distinct on (p.phase) p.phase, p.mode, p.required_count, p.roles::text[] as roles, p.allowance_business_hours, p.escalation_business_hours, p.role_allowances, p.approvals_hold_days
       from phase_policy p where p.valid_from <= now() order by p.phase, p.valid_from desc, p.number desc`,
  );
  return Object.fromEntries(
    rows.map((row) => [
      row.phase,
      {
        policy: {
          ...{ mode: row.mode, requiredCount: row.required_count, roles: row.roles },
          ...(row.approvals_hold_days === null ? {} : { approvalsHoldDays: row.approvals_hold_days }),
        },
        allowanceBusinessHours: row.allowance_business_hours,
        ...(row.escalation_business_hours === null ? {} : { escalationBusinessHours: row.escalation_business_hours }),
        ...(row.role_allowances === null ? {} : { roleAllowances: row.role_allowances }),
      },
    ]),
  );
}

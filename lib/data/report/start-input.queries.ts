import type { CycleReportInput } from '#contract/cycle-report';
import type { PhaseTerms } from '#contract/default-plan';
import type { Role } from '#domain/people/roles';
import type { PhaseName } from '#domain/phase/phase-names';
import type { ApprovalMode } from '#domain/version/approval-policy';
import type { Database } from '../sql/connection';
import { REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';

export interface StoredStart {
  title: string;
  workflowType: string | null;
  input: CycleReportInput | null;
}

/** What a report's workflow is, or will be, started with; null where the report does not exist. */
export async function storedStart(db: Database, cycleReportId: string): Promise<StoredStart | null> {
  const { rows } = await db.pool.query<StoredStart>(
    `select ${reportTitleSql()} as title, cr.workflow_type as "workflowType", cr.start_input as input
     from cycle_report cr ${REPORT_JOINS_SQL} where cr.id = $1`,
    [cycleReportId],
  );
  return rows[0] ?? null;
}

/** The policy of each phase that holds now: the latest to begin, of several the newest; without one the default (lib/contract). */
export async function termsInForce(db: Database): Promise<Partial<Record<PhaseName, PhaseTerms>>> {
  const { rows } = await db.pool.query<{
    phase: PhaseName;
    mode: ApprovalMode;
    required_count: number;
    roles: Role[];
    allowance_business_hours: number;
  }>(
    `select distinct on (p.phase) p.phase, p.mode, p.required_count, p.roles::text[] as roles, p.allowance_business_hours
       from phase_policy p where p.valid_from <= now() order by p.phase, p.valid_from desc, p.number desc`,
  );
  return Object.fromEntries(
    rows.map((row) => [
      row.phase,
      {
        policy: { mode: row.mode, requiredCount: row.required_count, roles: row.roles },
        allowanceBusinessHours: row.allowance_business_hours,
      },
    ]),
  );
}

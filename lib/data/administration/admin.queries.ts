import { DEFAULT_TERMS } from '#contract/default-plan';
import type {
  AdminExaminer,
  AdminPolicy,
  AdminReport,
  AdminUser,
  AdminView,
  AssignedWorkView,
  PolicyVersion,
} from '#contract/views/admin-views';
import { may, type Subject } from '#domain/people/permissions';
import type { Role } from '#domain/people/roles';
import { PHASE_LABELS, PHASES, type PhaseName } from '#domain/phase/phase-names';
import { Refusal } from '#domain/refusals';
import { ESCALATION_BUSINESS_HOURS } from '#domain/time/ladder';
import type { RoleAllowances } from '#domain/time/stopwatch';
import type { ApprovalMode } from '#domain/version/approval-policy';
import { readRecord } from '../checkpoints/standing.queries';
import { assignedWork } from '../desk/handed-over';
import { readMailStanding } from '../mail/mail-standing.queries';
import { readStandingRights } from '../people/standing-rights.queries';
import type { Database, Queryable } from '../sql/connection';
import { activePersonSql, REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { readDifferences, readLastReconciled } from '../tracking/differences.queries';
import { readCalendars } from './calendar.queries';
import { AS_DELIVERED, type DatedRow, datedVersion } from './dated-versions';
import { readDefaultVersion } from './default-version.queries';
import { readTwoStageTable } from './two-stage-table.queries';

/**
 * All that the admin pages show. @throws Refusal `not_found` for anybody who does not administer the installation.
 * @param shortTerms whether policies may name less than an hour here
 */
export async function readAdmin(db: Database, subject: Subject, { shortTerms = false } = {}): Promise<AdminView> {
  if (!may(subject, 'administer').allowed) throw new Refusal('not_found');
  const [
    users,
    lobs,
    reports,
    policies,
    calendars,
    twoStageTable,
    defaultVersion,
    examiners,
    differences,
    lastReconciledAt,
    record,
    rights,
    mail,
  ] = await Promise.all([
    readUsers(db.pool),
    db.pool.query<AdminView['lobs'][number]>('select id, name, active from lob order by name'),
    readReports(db.pool),
    readPolicies(db.pool),
    readCalendars(db.pool),
    readTwoStageTable(db.pool),
    readDefaultVersion(db.pool),
    readExaminers(db.pool),
    readDifferences(db.pool),
    readLastReconciled(db.pool),
    readRecord(db.pool),
    readStandingRights(db.pool, subject, null),
    readMailStanding(db.pool),
  ]);
  return {
    users,
    lobs: lobs.rows,
    reports,
    policies,
    calendars,
    twoStageTable,
    defaultVersion,
    examiners,
    differences,
    lastReconciledAt,
    record,
    rights,
    mail,
    shortTerms,
  };
}

/** What rests on a person. @throws Refusal `not_found` for anybody who does not administer the installation. */
export async function readAssignedWork(db: Database, subject: Subject, userId: string): Promise<AssignedWorkView> {
  if (!may(subject, 'administer').allowed) throw new Refusal('not_found');
  return { work: await assignedWork(db.pool, userId) };
}

async function readExaminers(db: Queryable): Promise<AdminExaminer[]> {
  const answer = await db.query<AdminExaminer>(
    `select a.id as "assignmentId", u.name, u.email, cr.id as "cycleReportId", r.name as "reportName", tc.name as "cycleName",
            to_char(a.until - interval '1 microsecond', 'YYYY-MM-DD') as "lastDay", coalesce(a.until <= now(), false) or not ${activePersonSql('u')} as over
       from role_assignment a join app_user u on u.id = a.user_id join cycle_report cr on cr.id = a.cycle_report_id
       ${REPORT_JOINS_SQL}
      where a.role = 'examiner' order by over, a.until, u.name, a.id`,
  );
  return answer.rows;
}

async function readUsers(db: Queryable): Promise<AdminUser[]> {
  const answer = await db.query<AdminUser>(
    `select u.id, u.name, u.email, not ${activePersonSql('u')} as disabled, u.erased_at is not null as erased, u.password_hash is not null as "hasPassword",
            exists (select from rights_change c where c.person_id = u.id and not exists (select from rights_confirmation k where k.change_id = c.id)) as unconfirmed,
            coalesce((select jsonb_agg(jsonb_build_object('id', ra.id, 'role', ra.role, 'scope', coalesce(l.name, r.name, ${reportTitleSql('rr')}),
                      'until', to_char(ra.until - interval '1 microsecond', 'YYYY-MM-DD')) order by ra.role, ra.id)
               from role_assignment ra left join lob l on l.id = ra.lob_id left join report r on r.id = ra.report_id
               left join cycle_report cr on cr.id = ra.cycle_report_id left join report rr on rr.id = cr.report_id left join test_cycle tc on tc.id = cr.cycle_id
              where ra.user_id = u.id), '[]') as roles
       from app_user u order by u.erased_at is not null, u.name, u.id`,
  );
  return answer.rows;
}

async function readReports(db: Queryable): Promise<AdminReport[]> {
  const answer = await db.query<AdminReport>(
    `select r.id, r.name, r.regulator, r.owner_id as "ownerId", u.name as "ownerName", r.calendar_id as "calendarId",
            coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'system', s.system, 'active', s.active) order by s.name)
               from source s where s.report_id = r.id), '[]') as sources
       from report r left join app_user u on u.id = r.owner_id order by r.name`,
  );
  return answer.rows;
}

interface PolicyRow extends DatedRow {
  phase: PhaseName;
  mode: ApprovalMode;
  requiredCount: number;
  roles: Role[];
  allowanceBusinessHours: number;
  escalationBusinessHours: number | null;
  roleAllowances: RoleAllowances | null;
  approvalsHoldDays: number | null;
}

/** Every policy of the nine phases; the default of the field where nobody has set one. */
async function readPolicies(db: Queryable): Promise<AdminPolicy[]> {
  const answer = await db.query<PolicyRow>(
    `select p.phase, p.number, p.mode, p.required_count as "requiredCount", p.roles::text[] as roles, p.allowance_business_hours as "allowanceBusinessHours",
            p.escalation_business_hours as "escalationBusinessHours", p.role_allowances as "roleAllowances", p.approvals_hold_days as "approvalsHoldDays",
            p.valid_from as "validFrom", u.name as by, p.reason, p.valid_from > now() as planned
       from phase_policy p left join app_user u on u.id = p.created_by_id order by p.valid_from desc, p.number desc`,
  );
  return PHASES.map((phase) =>
    policyOf(
      phase,
      answer.rows.filter((row) => row.phase === phase),
    ),
  );
}

/** @param rows policies of one phase, the latest to begin first: each takes over from the one after it */
function policyOf(phase: PhaseName, rows: readonly PolicyRow[]): AdminPolicy {
  const [inForce, ...earlier] = rows.filter((row) => !row.planned);
  const planned = rows.filter((row) => row.planned).reverse();
  return {
    phase,
    label: PHASE_LABELS[phase],
    ...(inForce ? versionOf(inForce) : asDelivered(phase)),
    planned: planned.map(versionOf),
    earlier: earlier.map(versionOf),
  };
}

function asDelivered(phase: PhaseName): PolicyVersion {
  const { policy, allowanceBusinessHours } = DEFAULT_TERMS[phase];
  return { ...AS_DELIVERED, policy, allowanceBusinessHours, escalationBusinessHours: ESCALATION_BUSINESS_HOURS, roleAllowances: {} };
}

function versionOf(row: PolicyRow): PolicyVersion {
  return {
    ...datedVersion(row),
    policy: {
      ...{ mode: row.mode, requiredCount: row.requiredCount, roles: row.roles },
      ...(row.approvalsHoldDays === null ? {} : { approvalsHoldDays: row.approvalsHoldDays }),
    },
    allowanceBusinessHours: row.allowanceBusinessHours,
    escalationBusinessHours: row.escalationBusinessHours ?? ESCALATION_BUSINESS_HOURS,
    roleAllowances: row.roleAllowances ?? {},
  };
}

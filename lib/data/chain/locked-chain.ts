import type { LaneOwnership, Resource, Subject } from '#domain/people/permissions';
import type { Role } from '#domain/people/roles';
import type { PhaseName } from '#domain/phase/phase-names';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import type { VersionStatus } from '#domain/version/version-status';
import { HELD_ROLES_SQL } from '../people/held-roles';
import { behindSql } from '../sql/behind';
import type { Queryable, SqlClient } from '../sql/connection';
import { activePersonSql, approvedSql, authorsSinceApprovalSql, laneOwnershipSql, laneRetiredAtSql } from '../sql/fragments';
import { queryPrepared } from '../sql/query-prepared';
import type { DraftDue } from './chain-state';

/** A chain whose row this transaction holds: nothing else creates, decides or merges meanwhile. */
export interface LockedChain {
  id: string;
  /** When this transaction began, which is the instant of the receipts it writes: ISO 8601 to the microsecond. */
  now: string;
  cycleReportId: string;
  phase: PhaseName;
  instance: string;
  policy: ApprovalPolicy;
  allowanceBusinessHours: number;
  lastNumber: number;
  draftDue: DraftDue | null;
  /** Of a chain in a lane: when the lane was retired, null while it lives. Null where the phase runs once for the whole report. */
  lane: { retired: boolean } | null;
  resource: Resource;
}

export interface VersionRow {
  id: string;
  number: number;
  status: VersionStatus;
  editRevision: number;
  parentId: string | null;
  submittedById: string | null;
  versionHash: Buffer | null;
}

/**
 * Locks a chain, which comes first in the order of locks (architecture.md, "The one path"). The report's row is held for
 * sharing, so that it cannot close meanwhile.
 */
export async function lockChain(sql: SqlClient, chainId: string): Promise<LockedChain> {
  const { rows } = await queryPrepared<
    Omit<LockedChain, 'resource' | 'lane'> & {
      reportId: string;
      testerId: string | null;
      ownerId: string | null;
      closed: boolean;
      behind: boolean;
      laneRetired: boolean | null;
      ownership: LaneOwnership | null;
    }
  >(
    sql,
    `select c.id, to_jsonb(now()) #>> '{}' as now, c.cycle_report_id as "cycleReportId", c.phase, c.instance, c.policy,
       c.allowance_business_hours as "allowanceBusinessHours", c.last_number as "lastNumber", c.draft_due as "draftDue",
       cr.report_id as "reportId", cr.tester_id as "testerId", r.owner_id as "ownerId", cr.closed_at is not null as closed, ${behindSql('cr')} as behind,
       (select ${laneRetiredAtSql('l')} is not null from lane l where l.id = c.lane_id) as "laneRetired", ${laneOwnershipSql('c')} as ownership
     from chain c join cycle_report cr on cr.id = c.cycle_report_id join report r on r.id = cr.report_id
     where c.id = $1 for no key update of c for share of cr`,
    [chainId],
  );
  const row = rows[0];
  if (!row) throw new Error(`no such chain: ${chainId}`);
  const { reportId, testerId, ownerId, closed, behind, laneRetired, ownership, ...chain } = row;
  return {
    ...chain,
    lane: laneRetired === null ? null : { retired: laneRetired },
    resource: { cycleReportId: chain.cycleReportId, reportId, testerId, ownerId, closed, behind, lane: ownership },
  };
}

const VERSION_COLUMNS = `id, number, status, edit_revision as "editRevision", parent_id as "parentId", submitted_by_id as "submittedById",
  version_hash as "versionHash"`;

/** A version of the chain, its row held: edits wait. Null where the chain has no such version. */
export async function lockVersion(sql: SqlClient, chainId: string, versionId: string): Promise<VersionRow | null> {
  const { rows } = await queryPrepared<VersionRow>(
    sql,
    `select ${VERSION_COLUMNS} from version where id = $1 and chain_id = $2 for no key update`,
    [versionId, chainId],
  );
  return rows[0] ?? null;
}

/** The approved version of a chain; null where none is approved. */
export async function approvedVersion(sql: SqlClient, chainId: string): Promise<VersionRow | null> {
  const { rows } = await queryPrepared<VersionRow>(
    sql,
    `select ${VERSION_COLUMNS} from version v where v.chain_id = $1 and ${approvedSql('v')}`,
    [chainId],
  );
  return rows[0] ?? null;
}

/** A person as they are at this moment, without roles and delegations that have run out; null when unknown or disabled. */
export async function subjectNow(sql: SqlClient, userId: string): Promise<Subject | null> {
  const { rows } = await queryPrepared<Subject>(
    sql,
    `select u.id as "userId", u.name, u.email, ${HELD_ROLES_SQL} as roles from app_user u where u.id = $1 and ${activePersonSql('u')}`,
    [userId],
  );
  return rows[0] ?? null;
}

/** Everyone with a hand in the chain since its last approved version: withdrawing and submitting again launders nobody. */
export async function authorsSinceApproval(sql: SqlClient, chainId: string): Promise<string[]> {
  const { rows } = await queryPrepared<{ userId: string }>(sql, `select distinct a.user_id as "userId" ${authorsSinceApprovalSql('$1')}`, [
    chainId,
  ]);
  return rows.map((row) => row.userId);
}

/** When the transaction began, by the database's clock: ISO 8601 to the microsecond. */
export async function transactionInstant(sql: Queryable): Promise<string> {
  const { rows } = await queryPrepared<{ now: string }>(sql, `select to_jsonb(now()) #>> '{}' as now`, []);
  const [row] = rows;
  if (!row) throw new Error('the database told no time');
  return row.now;
}

/** An approval or a signature that was applied to a version, with the person it was given for. */
export interface AppliedDecision {
  actorId: string;
  role: Role;
  decision: 'approve' | 'sign';
  /** The instant of its receipt, ISO 8601 to the microsecond. */
  at: string;
  onBehalfOfId: string | null;
}

/** Approvals and signatures applied to a version so far, in their order. */
export async function castOn(sql: SqlClient, chainId: string, versionId: string): Promise<AppliedDecision[]> {
  const { rows } = await queryPrepared<AppliedDecision>(
    sql,
    `select c.actor_id as "actorId", c.actor_role as role, coalesce(c.payload ->> 'decision', 'sign') as decision, to_jsonb(r.created_at) #>> '{}' as at,
       c.payload #>> '{onBehalfOf,userId}' as "onBehalfOfId"
     from command c join receipt r on r.command_id = c.id and r.outcome = 'applied'
     where c.target_kind = 'chain' and c.target_id = $1 and c.version_id = $2 and c.kind = 'decide_version'
       and coalesce(c.payload ->> 'decision', 'sign') in ('approve', 'sign') order by c.seq`,
    [chainId, versionId],
  );
  return rows;
}

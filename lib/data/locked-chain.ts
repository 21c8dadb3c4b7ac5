import type { ApprovalPolicy } from '#domain/approval-policy';
import type { Resource, Subject } from '#domain/permissions';
import type { PhaseName } from '#domain/phases/phase-names';
import type { Role } from '#domain/roles';
import type { VersionStatus } from '#domain/version-status';
import type { DraftDue } from './chain-state';
import type { SqlClient } from './connection';
import { HELD_ROLES_SQL } from './held-roles';

/** A chain whose row this transaction holds: nothing else creates, decides or merges meanwhile. */
export interface LockedChain {
  id: string;
  cycleReportId: string;
  phase: PhaseName;
  instance: string;
  policy: ApprovalPolicy;
  lastNumber: number;
  draftDue: DraftDue | null;
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

/** First in the lock order; the report's row is held for sharing, so that it cannot close meanwhile. */
export async function lockChain(sql: SqlClient, chainId: string): Promise<LockedChain> {
  const { rows } = await sql.query<
    Omit<LockedChain, 'resource'> & { reportId: string; testerId: string | null; ownerId: string | null; closed: boolean }
  >(
    `SELECT c.id, c.cycle_report_id AS "cycleReportId", c.phase, c.instance, c.policy, c.last_number AS "lastNumber", c.draft_due AS "draftDue",
       cr.report_id AS "reportId", cr.tester_id AS "testerId", r.owner_id AS "ownerId", cr.closed_at IS NOT NULL AS closed
     FROM chain c JOIN cycle_report cr ON cr.id = c.cycle_report_id JOIN report r ON r.id = cr.report_id
     WHERE c.id = $1 FOR NO KEY UPDATE OF c FOR SHARE OF cr`,
    [chainId],
  );
  const row = rows[0];
  if (!row) throw new Error(`no such chain: ${chainId}`);
  const { reportId, testerId, ownerId, closed, ...chain } = row;
  return { ...chain, resource: { cycleReportId: chain.cycleReportId, reportId, testerId, ownerId, closed } };
}

const VERSION_COLUMNS = `id, number, status, edit_revision AS "editRevision", parent_id AS "parentId", submitted_by_id AS "submittedById",
  version_hash AS "versionHash"`;

/** A version of the chain, its row held: edits wait. Null where the chain has no such version. */
export async function lockVersion(sql: SqlClient, chainId: string, versionId: string): Promise<VersionRow | null> {
  const { rows } = await sql.query<VersionRow>(`SELECT ${VERSION_COLUMNS} FROM version WHERE id = $1 AND chain_id = $2 FOR NO KEY UPDATE`, [
    versionId,
    chainId,
  ]);
  return rows[0] ?? null;
}

export async function approvedVersion(sql: SqlClient, chainId: string): Promise<VersionRow | null> {
  const { rows } = await sql.query<VersionRow>(`SELECT ${VERSION_COLUMNS} FROM version WHERE chain_id = $1 AND status = 'approved'`, [
    chainId,
  ]);
  return rows[0] ?? null;
}

/** A person as they are at this moment, without roles and delegations that have run out; null when unknown or disabled. */
export async function subjectNow(sql: SqlClient, userId: string): Promise<Subject | null> {
  const { rows } = await sql.query<Subject>(
    `SELECT u.id AS "userId", u.name, u.email, ${HELD_ROLES_SQL} AS roles FROM app_user u WHERE u.id = $1 AND u.disabled_at IS NULL`,
    [userId],
  );
  return rows[0] ?? null;
}

/** Everyone with a hand in the chain since its last approved version: withdrawing and submitting again launders nobody. */
export async function authorsSinceApproval(sql: SqlClient, chainId: string): Promise<string[]> {
  const { rows } = await sql.query<{ userId: string }>(
    `SELECT DISTINCT a.user_id AS "userId" FROM version_author a JOIN version v ON v.id = a.version_id
     WHERE a.chain_id = $1 AND v.number > COALESCE((SELECT max(number) FROM version WHERE chain_id = $1 AND status IN ('approved', 'superseded')), 0)`,
    [chainId],
  );
  return rows.map((row) => row.userId);
}

/** Approval or signature applied to a version, with whom it was given for. */
export interface AppliedDecision {
  actorId: string;
  role: Role;
  decision: 'approve' | 'sign';
  onBehalfOfId: string | null;
}

/** Approvals and signatures applied to a version so far, in their order. */
export async function castOn(sql: SqlClient, chainId: string, versionId: string): Promise<AppliedDecision[]> {
  const { rows } = await sql.query<AppliedDecision>(
    `SELECT c.actor_id AS "actorId", c.actor_role AS role, COALESCE(c.payload ->> 'decision', 'sign') AS decision,
       c.payload #>> '{onBehalfOf,userId}' AS "onBehalfOfId"
     FROM command c JOIN receipt r ON r.command_id = c.id AND r.outcome = 'applied'
     WHERE c.target_kind = 'chain' AND c.target_id = $1 AND c.version_id = $2 AND c.kind = 'decide_version' ORDER BY c.seq`,
    [chainId, versionId],
  );
  return rows;
}

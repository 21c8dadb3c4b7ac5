import { actingRole, may, type Subject } from '#domain/people/permissions';
import { personOrNobody, personToken } from '#domain/people/person-token';
import type { Role } from '#domain/people/roles';
import { versionInWords } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import { judgeDecision } from '#domain/version/decision-rules';
import { authorsSinceApproval, castOn, transactionInstant } from '../chain/locked-chain';
import { requireVersion, type VersionScope } from '../people/access.queries';
import type { Actor } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { CLAIM_IS_OPEN_SQL } from './claim-sql';

type Task = 'prepare' | 'decide';

interface Holder {
  userId: string;
  name: string;
  since: string;
  open: boolean;
}

/**
 * Says that one works on what waits, so that colleagues see it. A claim gives no right and takes none: whoever may decide
 * still may. Only somebody whose task it is claims it; a claim whose holder is away, disabled or silent for two days is
 * taken over.
 * @throws Refusal `not_found`; `already_claimed` naming who holds it; what forbids the task itself
 */
export async function claimWork(db: Database, subject: Subject, input: { versionId: string }): Promise<{ takenOver: boolean }> {
  return inTransaction(db, async (sql) => {
    await lockVersionRow(sql, input.versionId);
    const { scope, task, role } = await requireTask(sql, subject, input.versionId);
    const holder = await readHolder(sql, input.versionId, task);
    if (holder?.userId === subject.userId) return { takenOver: false };
    if (holder && !holder.open) throw new Refusal('already_claimed', `${holder.name} holds it since ${holder.since}.`);
    await sql.query(
      `insert into task_claim (version_id, task, user_id) values ($1, $2, $3)
       on conflict (version_id, task) do update set user_id = excluded.user_id, claimed_at = now()`,
      [input.versionId, task, subject.userId],
    );
    const changes = [{ field: 'claimed by', from: personOrNobody(holder?.userId ?? null), to: personToken(subject.userId) }];
    await auditClaim(sql, scope, { id: subject.userId, role }, holder ? 'work_taken_over' : 'work_claimed', changes);
    return { takenOver: holder !== null };
  });
}

/** Gives a claim of one's own back; without one, nothing happens. @throws Refusal `not_found`; `already_claimed` where another holds it */
export async function releaseClaim(db: Database, subject: Subject, input: { versionId: string }): Promise<{ released: boolean }> {
  return inTransaction(db, async (sql) => {
    await lockVersionRow(sql, input.versionId);
    const scope = await requireVersion(sql, subject, input.versionId);
    const claiming = may(subject, 'claim', scope.resource);
    if (!claiming.allowed) throw new Refusal(claiming.code);
    const task = taskOf(scope);
    const holder = task === null ? null : await readHolder(sql, input.versionId, task);
    if (holder === null) return { released: false };
    if (holder.userId !== subject.userId) throw new Refusal('already_claimed', `${holder.name} holds it since ${holder.since}.`);
    await sql.query('delete from task_claim where version_id = $1 and task = $2', [input.versionId, task]);
    const changes = [{ field: 'claimed by', from: personToken(subject.userId), to: null }];
    await auditClaim(
      sql,
      scope,
      { id: subject.userId, role: actingRole(subject, 'view', scope.resource) ?? 'system' },
      'work_released',
      changes,
    );
    return { released: true };
  });
}

function taskOf({ status }: VersionScope): Task | null {
  return status === 'draft' ? 'prepare' : status === 'pending_approval' ? 'decide' : null;
}

/** The task that waits for this very person. @throws Refusal */
async function requireTask(sql: SqlClient, subject: Subject, versionId: string): Promise<{ scope: VersionScope; task: Task; role: Role }> {
  const scope = await requireVersion(sql, subject, versionId);
  const { resource } = scope;
  const claiming = may(subject, 'claim', resource);
  if (!claiming.allowed) throw new Refusal(claiming.code);
  if (scope.status === 'draft') {
    const editing = may(subject, 'edit', resource);
    if (!editing.allowed) throw new Refusal(editing.code);
    return { scope, task: 'prepare', role: 'tester' };
  }
  return { scope, task: 'decide', role: await requireDecider(sql, subject, scope, scope.policy) };
}

async function requireDecider(sql: SqlClient, subject: Subject, scope: VersionScope, policy: ApprovalPolicy): Promise<Role> {
  const judged = judgeDecision({
    subject,
    resource: scope.resource,
    policy,
    status: scope.status,
    // Any decision will do: what is claimed is the right to make one.
    decision: 'request_changes',
    comment: '.',
    openPoints: 0,
    unresolvedComments: 0,
    submittedById: scope.submittedById,
    authorIds: await authorsSinceApproval(sql, scope.chainId),
    // A claim is no decision: what was changed may be confirmed meanwhile.
    changerIds: [],
    cast: await castOn(sql, scope.chainId, scope.versionId),
    at: await transactionInstant(sql),
  });
  if ('code' in judged) throw new Refusal(judged.code);
  return judged.capacity.role;
}

/** Two claims, or a claim and a decision, come one after the other. */
async function lockVersionRow(sql: SqlClient, versionId: string): Promise<void> {
  await sql.query('select from version where id = $1 for no key update', [versionId]);
}

async function readHolder(sql: SqlClient, versionId: string, task: Task): Promise<Holder | null> {
  const { rows } = await sql.query<Holder>(
    `select k.user_id as "userId", u.name, to_char(k.claimed_at, 'YYYY-MM-DD HH24:MI "UTC"') as since, ${CLAIM_IS_OPEN_SQL} as open
       from task_claim k join app_user u on u.id = k.user_id where k.version_id = $1 and k.task = $2`,
    [versionId, task],
  );
  return rows[0] ?? null;
}

async function auditClaim(
  sql: SqlClient,
  scope: VersionScope,
  actor: Actor,
  kind: 'work_claimed' | 'work_taken_over' | 'work_released',
  changes: readonly { field: string; from: string | null; to: string | null }[],
): Promise<void> {
  const { cycleReportId, chainId, versionId } = scope;
  await writeAudit(sql, { cycleReportId, kind, actor, subject: versionInWords(scope, scope.number), changes, chainId, versionId });
}

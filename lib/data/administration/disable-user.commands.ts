import { personToken } from '#domain/people/person-token';
import { Refusal } from '#domain/refusals';
import type { AuditChange } from '#domain/version/audit-kinds';
import { endDelegationsOf } from '../desk/delegations.commands';
import { type AssignedWork, assignedWork, handOverReport, handOverTesting, type Takeover, workInWords } from '../desk/handed-over';
import type { Actor } from '../people/actor';
import { ownership, recordRightsChange } from '../people/rights-changes';
import { type AuditEntry, writeAudit } from '../record/audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { lockChainsOf, ownersInTrail, recordAssignments } from '../turns/assignments';
import { passTurns } from '../turns/ledger';
import { lockUser, requireAnAdmin } from './users.commands';

/**
 * Disables a sign-in and hands every piece of work that rests on the person to somebody else, in one transaction: claims
 * are released, delegations from and to them end, and so does every session. Nothing is left behind with nobody to do it.
 * @throws Refusal `work_remains` naming what nobody takes over, `invalid_input`, `delegate_not_independent`, `tester_not_independent`, `not_found`,
 * `not_permitted` where no admin would be left
 */
export async function disableUser(
  db: Database,
  actor: Actor,
  input: { userId: string; takeovers: readonly Takeover[] },
): Promise<{ id: string; moved: number }> {
  return inTransaction(db, async (sql) => {
    await lockChainsOf(sql, { userId: input.userId });
    const user = await lockUser(sql, input.userId);
    const work = await assignedWork(sql, user.id);
    requireComplete(work, input);
    const audit: AuditEntry[] = [];
    const changes: AuditChange[] = [];
    // Owners first: a new tester is compared with the owner as it will be.
    for (const one of [...work].sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.id < b.id ? -1 : 1))) {
      const toId = input.takeovers.find((takeover) => takeover.kind === one.kind && takeover.id === one.id)?.toId ?? '';
      await handOver(sql, one, toId);
      const passed = { from: personToken(user.id), to: personToken(toId) };
      if (one.kind === 'owner') await recordRightsChange(sql, actor, ownership(one.id, user.id, toId));
      changes.push({ field: `${one.kind} of ${one.name}`, ...passed });
      audit.push(entryOf(one, actor, passed));
    }
    changes.push(...(await leaveDesk(sql, user.id, actor)));
    await sql.query('update app_user set disabled_at = now(), session_epoch = session_epoch + 1 where id = $1', [user.id]);
    await requireAnAdmin(sql);
    const handedOver = work.map(({ id }) => id);
    audit.push(...ownersInTrail(actor, await recordAssignments(sql, handedOver)));
    await passTurns(sql, handedOver, { cause: 'taken_over', commandId: null, at: null });
    await writeAudit(sql, ...audit, {
      cycleReportId: null,
      kind: 'user_disabled',
      actor,
      subject: personToken(user.id),
      changes,
    });
    return { id: user.id, moved: work.length };
  });
}

/** Ends what somebody has lent and been lent, and releases what they claimed; answers what the trail says of it. */
export async function leaveDesk(sql: SqlClient, userId: string, by: Actor): Promise<AuditChange[]> {
  const delegations = (await endDelegationsOf(sql, userId, by)).map((ended) => ({ field: 'delegation', from: ended, to: null }));
  const { rowCount: claims } = await sql.query('delete from task_claim where user_id = $1', [userId]);
  return [...delegations, ...(claims ? [{ field: 'claims', from: String(claims), to: null }] : [])];
}

/** Checks that every piece of work has a successor, and that nothing else is handed over. */
function requireComplete(work: readonly AssignedWork[], { userId, takeovers }: { userId: string; takeovers: readonly Takeover[] }): void {
  const same = (one: AssignedWork) => (takeover: Takeover) => takeover.kind === one.kind && takeover.id === one.id;
  const left = work.filter((one) => !takeovers.some(same(one)));
  if (left.length > 0) throw new Refusal('work_remains', `Left: ${workInWords(left)}.`);
  if (takeovers.some((takeover) => !work.some((one) => same(one)(takeover))))
    throw new Refusal('invalid_input', 'Something is handed over that does not rest on this person.');
  if (takeovers.some((takeover) => takeover.toId === userId)) throw new Refusal('invalid_input', 'Name somebody else to take over.');
}

async function handOver(sql: SqlClient, one: AssignedWork, toId: string): Promise<void> {
  await (one.kind === 'tester' ? handOverTesting : handOverReport)(sql, one.id, toId);
}

function entryOf(one: AssignedWork, actor: Actor, passed: { from: string; to: string }): AuditEntry {
  return one.kind === 'tester'
    ? { cycleReportId: one.id, kind: 'assignment_changed', actor, subject: one.name, changes: [{ field: 'tester', ...passed }] }
    : { cycleReportId: null, kind: 'report_saved', actor, subject: one.name, changes: [{ field: 'owner', ...passed }] };
}

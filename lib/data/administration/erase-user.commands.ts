import { ERASED_NAME } from '#domain/people/name-then';
import { personToken } from '#domain/people/person-token';
import { Refusal } from '#domain/refusals';
import { assignedWork, workInWords } from '../desk/handed-over';
import type { Actor } from '../people/actor';
import { auditInstallation, changesBetween } from '../record/installation-audit';
import { type Database, inTransaction } from '../sql/connection';
import { leaveDesk } from './disable-user.commands';
import { requireNoName } from './nameless-reason';
import { forgetAttempts } from './sign-in.commands';
import { lockUser, requireAnAdmin, rolesInWords } from './users.commands';

/**
 * Forgets, for good, who a person was. Their sign-in ends with it, as by `disableUser`, and so do their roles; what says what they were
 * called is deleted everywhere, and only the handle stays, which the record knows them by. What they did stays as it was.
 * @throws Refusal `not_found`; `person_erased` where that has been done; `not_permitted` of themselves, or where no admin would be
 * left; `work_remains` naming what rests on them; `invalid_input` for a reason that names them
 */
export async function eraseUser(db: Database, actor: Actor, input: { userId: string; reason: string }): Promise<{ id: string }> {
  return inTransaction(db, async (sql) => {
    const user = await lockUser(sql, input.userId);
    if (user.id === actor.id) throw new Refusal('not_permitted', 'Nobody erases themselves: ask another admin.');
    const work = await assignedWork(sql, user.id);
    if (work.length > 0) throw new Refusal('work_remains', `Left: ${workInWords(work)}. Disable the account first, which hands it over.`);
    await requireNoName(sql, user.id, input);
    const roles = await rolesInWords(sql, user.id);
    const ended = await leaveDesk(sql, user.id, actor);
    for (const table of ['role_assignment', 'saved_view', 'one_time_link'])
      await sql.query(`delete from ${table} where user_id = $1`, [user.id]);
    await sql.query('delete from mail_preference where person_id = $1', [user.id]);
    await forgetAttempts(sql, user.email);
    await sql.query(
      `update app_user set name = $2, email = id || '@erased.invalid', password_hash = null, session_epoch = session_epoch + 1,
         disabled_at = coalesce(disabled_at, now()), erased_at = now() where id = $1`,
      [user.id, ERASED_NAME],
    );
    await sql.query('update person_name set name = null, email = null, salt = null where person_id = $1', [user.id]);
    await requireAnAdmin(sql);
    await auditInstallation(sql, actor, 'user_erased', personToken(user.id), [
      { field: 'reason', from: null, to: input.reason },
      ...changesBetween({ roles: roles === '' ? null : roles }, { roles: null }),
      ...ended,
    ]);
    return { id: user.id };
  });
}

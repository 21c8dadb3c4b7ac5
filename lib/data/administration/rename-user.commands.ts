import { personToken } from '#domain/people/person-token';
import { Refusal } from '#domain/refusals';
import type { Actor } from '../people/actor';
import { auditInstallation } from '../record/installation-audit';
import { type Database, inTransaction } from '../sql/connection';
import { refusingConflicts } from '../sql/database-errors';
import { requireNoName } from './nameless-reason';
import { lockUser } from './users.commands';

/**
 * Changes what a person is called, their e-mail address, or both. The trail says who and which of the two, never from what to what;
 * what was done before goes on being shown under the name of its time.
 * @throws Refusal `not_found`, `person_erased`, `duplicate_name` for an address that another has, `invalid_input` where nothing would change
 */
export async function renameUser(
  db: Database,
  actor: Actor,
  input: { userId: string; name: string; email: string; reason: string },
): Promise<{ id: string }> {
  return refusingConflicts(
    () =>
      inTransaction(db, async (sql) => {
        const user = await lockUser(sql, input.userId);
        const changed = [...(user.name === input.name ? [] : ['name']), ...(user.email === input.email ? [] : ['e-mail'])];
        if (changed.length === 0) throw new Refusal('invalid_input', 'Enter another name or another e-mail address.');
        await requireNoName(sql, user.id, input);
        await sql.query('update app_user set name = $2, email = $3 where id = $1', [user.id, input.name, input.email]);
        await auditInstallation(sql, actor, 'user_renamed', personToken(user.id), [
          { field: 'changed', from: null, to: changed.join(', ') },
          { field: 'reason', from: null, to: input.reason },
        ]);
        return { id: user.id };
      }),
    { taken: `${input.email} has an account.` },
  );
}

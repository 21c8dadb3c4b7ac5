import type { NameablePeople } from '#contract/views/version-views';
import { may, type Subject } from '#domain/people/permissions';
import { TASKS } from '#domain/phase/tasks';
import { phaseDefinition } from '#domain/phases/registry';
import { Refusal } from '#domain/refusals';
import { requireVersion } from '../people/access.queries';
import type { Database } from '../sql/connection';
import { activePersonSql } from '../sql/fragments';

/**
 * Whom somebody who records in a chain, or edits a version that is answered, may name in its items: active holders of the role that is named
 * there who neither test nor own the report, as `record_changes` asks again. @throws Refusal `not_found`, `not_permitted`, `not_in_this_phase`
 */
export async function readNameablePeople(db: Database, subject: Subject, request: { versionId: string }): Promise<NameablePeople> {
  const scope = await requireVersion(db.pool, subject, request.versionId);
  const { recorded, answers } = phaseDefinition(scope.phase);
  const role = recorded?.personRole ?? (answers && TASKS[answers.task].role);
  if (role === undefined) throw new Refusal('not_in_this_phase');
  const permission = may(subject, recorded ? 'record' : 'edit', scope.resource);
  if (!permission.allowed) throw new Refusal(permission.code);
  const { rows } = await db.pool.query<{ id: string; name: string }>(
    `select u.id, u.name from app_user u where ${activePersonSql('u')} and u.id is distinct from $2 and u.id is distinct from $3
        and exists (select 1 from role_assignment a where a.user_id = u.id and a.role = $1::"Role" and (a.until is null or a.until > now()))
      order by u.name, u.id`,
    [role, scope.testerId, scope.ownerId],
  );
  return { people: rows };
}

import { randomUUID } from 'node:crypto';
import { createUser, type RoleInput } from '#data/administration/users.commands';
import type { Actor } from '#data/people/actor';
import { SYSTEM_ACTOR } from '#data/people/actor';
import { findSubject } from '#data/people/people.queries';
import type { Database } from '#data/sql/connection';
import { nameThenSql } from '#data/sql/fragments';
import type { Subject } from '#domain/people/permissions';
import type { Role } from '#domain/people/roles';

/** A person with roles, as a session would load them. */
export async function addPerson(db: Database, roles: readonly (Role | RoleInput)[], name = 'Someone'): Promise<Subject> {
  const email = `${randomUUID()}@bank.example`;
  const held = roles.map((role) => (typeof role === 'string' ? { role } : role));
  const { id } = await createUser(db, SYSTEM_ACTOR, { name, email, roles: held });
  const subject = await findSubject(db, id);
  if (!subject) throw new Error('the person was not added');
  return subject;
}

/** Turns a person of a session into the actor that commands and the trail keep. */
export function actorOf(subject: Subject, role: Role): Actor & { id: string } {
  return { id: subject.userId, role };
}

/** The trail of a stream, oldest first. */
export async function trailOf(
  db: Database,
  stream = 'installation',
): Promise<{ kind: string; actor: string; role: string; subject: string; changes: unknown }[]> {
  const { rows } = await db.pool.query<{ kind: string; actor: string; role: string; subject: string; changes: unknown }>(
    `select kind, ${nameThenSql('e.actor_id', 'e.at')} as actor, actor_role as role, subject, changes from audit_event e where stream = $1 order by seq`,
    [stream],
  );
  return rows;
}

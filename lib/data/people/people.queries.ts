import type { Subject } from '#domain/people/permissions';
import type { Database } from '../sql/connection';
import { loadSubject } from './subjects.queries';

/** A person by e-mail, as they are now; null when unknown or disabled. For the command line, which has no session. */
export async function findSubjectByEmail(db: Database, email: string): Promise<Subject | null> {
  const user = await db.prisma.user.findUnique({ where: { email }, select: { id: true, sessionEpoch: true } });
  return user ? loadSubject(db, user.id, user.sessionEpoch) : null;
}

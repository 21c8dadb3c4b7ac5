import type { Subject } from '#domain/people/permissions';
import type { Database } from '../sql/connection';
import { loadSubject } from './subjects.queries';

/** A person by handle, as they are now; null when unknown or disabled. For the command line, which has no session. */
export async function findSubject(db: Database, handle: string): Promise<Subject | null> {
  const user = await db.prisma.user.findUnique({ where: { id: handle }, select: { sessionEpoch: true } });
  return user ? loadSubject(db, handle, user.sessionEpoch) : null;
}

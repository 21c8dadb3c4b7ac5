import type { Subject } from '#domain/permissions';
import type { Role } from '#domain/roles';
import type { Database } from './connection';

/** A person as they are now, for permissions; null when unknown, disabled, or when their sessions have been ended. */
export async function loadSubject(db: Database, userId: string, sessionEpoch: number): Promise<Subject | null> {
  const user = await db.prisma.user.findFirst({
    where: { id: userId, sessionEpoch, disabledAt: null },
    include: { roles: { orderBy: [{ role: 'asc' }, { id: 'asc' }] } },
  });
  if (!user) return null;
  const now = Date.now();
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    roles: user.roles
      .filter((assignment) => assignment.until === null || assignment.until.getTime() > now)
      .map((assignment) => ({
        role: assignment.role satisfies Role,
        ...(assignment.lobId ? { lobId: assignment.lobId } : {}),
        ...(assignment.reportId ? { reportId: assignment.reportId } : {}),
        ...(assignment.cycleReportId ? { cycleReportId: assignment.cycleReportId } : {}),
        ...(assignment.until ? { until: assignment.until.toISOString() } : {}),
      })),
  };
}

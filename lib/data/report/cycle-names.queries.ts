import type { Database } from '../sql/connection';

/** Reports and cycles by their names, for the command line; null where there is none. */
export async function findReportId(db: Database, name: string): Promise<string | null> {
  return (await db.prisma.report.findUnique({ where: { name }, select: { id: true } }))?.id ?? null;
}

/** Id of the test cycle of a name; null where there is none. */
export async function findCycleId(db: Database, name: string): Promise<string | null> {
  return (await db.prisma.testCycle.findUnique({ where: { name }, select: { id: true } }))?.id ?? null;
}

/** Id of a report in a cycle; null where the cycle does not hold it. */
export async function findCycleReportId(db: Database, cycleId: string, reportId: string): Promise<string | null> {
  return (await db.prisma.cycleReport.findUnique({ where: { cycleId_reportId: { cycleId, reportId } }, select: { id: true } }))?.id ?? null;
}

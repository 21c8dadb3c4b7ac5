import type { Database } from '#data/sql/connection';

const DAY_MS = 86_400_000;

/** Has a cycle run from ten days ago to ten days from now, whenever a test runs. */
export async function runsNow({ prisma }: Database, cycleId: string): Promise<void> {
  const [startsOn, endsOn] = [-10, 10].map((days) => new Date(Date.now() + days * DAY_MS)) as [Date, Date];
  await prisma.testCycle.update({ where: { id: cycleId }, data: { startsOn, endsOn } });
}

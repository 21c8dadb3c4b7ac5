import type { Metadata } from 'next';
import { CycleScreen } from '#components/oversight/cycle-screen';
import { NoCycles } from '#components/oversight/no-cycles';
import { readProgressCycles } from '#data/progress/require-cycle.queries';
import { dependencies } from '#server/dependencies';
import { requireSubject } from '#server/page';

export const metadata: Metadata = { title: 'Progress' };

export default async function ProgressPage() {
  const subject = await requireSubject('/progress');
  const cycles = await readProgressCycles(dependencies().db.pool, subject);
  return cycles.length === 0 ? <NoCycles /> : <CycleScreen cycles={cycles} />;
}

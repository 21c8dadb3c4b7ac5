import type { Metadata } from 'next';
import { FlowScreen } from '#components/oversight/flow-screen';
import { NoCycles } from '#components/oversight/no-cycles';
import { readProgressCycles } from '#data/progress/require-cycle.queries';
import { dependencies } from '#server/dependencies';
import { requireSubject } from '#server/page';

export const metadata: Metadata = { title: 'Flow of work' };

export default async function FlowPage() {
  const subject = await requireSubject('/progress/flow');
  const cycles = await readProgressCycles(dependencies().db.pool, subject);
  return cycles.length === 0 ? <NoCycles /> : <FlowScreen cycles={cycles} />;
}

import type { Metadata } from 'next';
import { CycleScreen } from '#components/oversight/cycle-screen';
import { NoCycles } from '#components/oversight/no-cycles';
import { readProgressCycles } from '#data/progress/require-cycle.queries';
import { dependencies } from '#server/dependencies';
import { openWithDefaultView } from '#server/opening-view';
import { requireSubject } from '#server/page';

export const metadata: Metadata = { title: 'Progress' };

/** Progress. Without a filter in the address it opens with the person's default view, where there is one. */
export default async function ProgressPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const subject = await requireSubject('/progress');
  const cycles = await readProgressCycles(dependencies().db.pool, subject);
  if (cycles.length === 0) return <NoCycles />;
  if (Object.keys(await searchParams).length === 0) {
    // A cycle that is not to be seen any more would show nothing.
    await openWithDefaultView('progress', subject.userId, (view) =>
      cycles.some(({ id }) => id === view.cycle) ? view : { ...view, cycle: null, lob: null, person: null },
    );
  }
  return <CycleScreen cycles={cycles} />;
}

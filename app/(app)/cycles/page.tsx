import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { CYCLES_KEY } from '#client/first-queries';
import { CyclesScreen } from '#components/cycles/cycles-screen';
import { readCycles } from '#data/report/cycles.queries';
import { dependencies } from '#server/dependencies';
import { firstData } from '#server/first-data';
import { requireSubject } from '#server/page';

export const metadata: Metadata = { title: 'Cycles' };

export default async function CyclesPage() {
  const subject = await requireSubject('/cycles');
  const cycles = await readCycles(dependencies().db, subject);
  return (
    <HydrationBoundary state={firstData([CYCLES_KEY, cycles])}>
      <CyclesScreen />
    </HydrationBoundary>
  );
}

import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { FIRST_TRAIL, trailKey } from '#client/first-queries';
import { TrailScreen } from '#components/trail/trail-screen';
import { readTrail } from '#data/trail/trail.queries';
import { dependencies } from '#server/dependencies';
import { firstData, firstPage } from '#server/first-data';
import { requireSubject } from '#server/page';

export const metadata: Metadata = { title: 'Trail' };

/** The trail; without filters in the address its newest entries come with the page. */
export default async function TrailPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const subject = await requireSubject('/trail');
  if (Object.keys(await searchParams).length > 0) return <TrailScreen />;
  const first = firstPage(await readTrail(dependencies().db, subject, { actsOnly: FIRST_TRAIL.actsOnly }));
  return (
    <HydrationBoundary state={firstData([trailKey(FIRST_TRAIL), first])}>
      <TrailScreen />
    </HydrationBoundary>
  );
}

import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { Workspace } from '#components/workspace/workspace';
import { versionHref } from '#contract/addresses';
import { chainInWords } from '#domain/phase/chain-address';
import { requireSubject } from '#server/page';
import { type PhasePageProps, placeOf, requirePlace } from '#server/report-page';
import { firstOfWorkspace } from '../first-version';

export async function generateMetadata(props: PhasePageProps): Promise<Metadata> {
  const place = await placeOf(props, 'workspace');
  return { title: place ? chainInWords(place) : 'Not found' };
}

/** The workspace of one phase; what may be seen and done is the answer of the data it asks for. */
export default async function WorkspacePage(props: PhasePageProps) {
  const place = await requirePlace(props, 'workspace');
  const subject = await requireSubject(versionHref(place));
  const { cycleReportId, phase, instance, number } = place;
  const state = await firstOfWorkspace(subject, place, await props.searchParams);
  return (
    <HydrationBoundary state={state}>
      <Workspace address={{ cycleReportId, phase, instance }} number={number} />
    </HydrationBoundary>
  );
}

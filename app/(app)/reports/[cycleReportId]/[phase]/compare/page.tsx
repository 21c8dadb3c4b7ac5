import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { CompareScreen } from '#components/version-diff/compare-screen';
import { versionHref } from '#contract/addresses';
import { chainInWords } from '#domain/phase/chain-address';
import { requireSubject } from '#server/page';
import { type PhasePageProps, requirePlace, requireReportPage } from '#server/report-page';
import { firstOfComparison } from '../../first-version';

/** Several such pages are open at a time: the tab says which. */
export async function generateMetadata(props: PhasePageProps): Promise<Metadata> {
  const place = await requirePlace(props, 'compare');
  const { reportName } = await requireReportPage(place);
  return { title: `Compare: ${chainInWords(place)}, ${reportName}` };
}

export default async function ComparePage(props: PhasePageProps) {
  const place = await requirePlace(props, 'compare');
  await requireReportPage(place);
  const { cycleReportId, phase, instance } = place;
  const state = await firstOfComparison(await requireSubject(versionHref(place)), place, await props.searchParams);
  return (
    <HydrationBoundary state={state}>
      <CompareScreen address={{ cycleReportId, phase, instance }} />
    </HydrationBoundary>
  );
}

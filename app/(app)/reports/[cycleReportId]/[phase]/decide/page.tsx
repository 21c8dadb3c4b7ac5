import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { DecisionScreen } from '#components/approvals/decision-screen';
import { versionHref } from '#contract/addresses';
import { chainInWords } from '#domain/phase/chain-address';
import { phaseDefinition } from '#domain/phases/registry';
import { requireSubject } from '#server/page';
import { type PhasePageProps, requirePlace, requireReportPage } from '#server/report-page';
import { firstOfDecision } from '../../first-version';

/** Several such pages are open at a time: the tab says which. */
export async function generateMetadata(props: PhasePageProps): Promise<Metadata> {
  const place = await requirePlace(props, 'decide');
  const { reportName } = await requireReportPage(place);
  return { title: `Decide: ${chainInWords(place)}, ${reportName}` };
}

export default async function DecidePage(props: PhasePageProps) {
  const place = await requirePlace(props, 'decide');
  await requireReportPage(place);
  // Nothing is decided as a whole where each change takes effect when it is recorded.
  if (phaseDefinition(place.phase).recorded !== undefined) redirect(versionHref({ ...place, page: 'workspace' }));
  const { cycleReportId, phase, instance } = place;
  const state = await firstOfDecision(await requireSubject(versionHref(place)), place, await props.searchParams);
  return (
    <HydrationBoundary state={state}>
      <DecisionScreen address={{ cycleReportId, phase, instance }} />
    </HydrationBoundary>
  );
}

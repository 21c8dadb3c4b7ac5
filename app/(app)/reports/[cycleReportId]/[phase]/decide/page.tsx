import type { Metadata } from 'next';
import { DecisionScreen } from '#components/approvals/decision-screen';
import { chainInWords } from '#domain/phase/chain-address';
import { type PhasePageProps, requirePlace, requireReportPage } from '#server/report-page';

/** Several such pages are open at a time: the tab says which. */
export async function generateMetadata(props: PhasePageProps): Promise<Metadata> {
  const place = await requirePlace(props, 'decide');
  const { reportName } = await requireReportPage(place);
  return { title: `Decide: ${chainInWords(place)}, ${reportName}` };
}

export default async function DecidePage(props: PhasePageProps) {
  const place = await requirePlace(props, 'decide');
  await requireReportPage(place);
  const { cycleReportId, phase, instance } = place;
  return <DecisionScreen address={{ cycleReportId, phase, instance }} />;
}

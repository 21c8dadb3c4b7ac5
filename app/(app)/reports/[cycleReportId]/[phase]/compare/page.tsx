import type { Metadata } from 'next';
import { CompareScreen } from '#components/version-diff/compare-screen';
import { chainInWords } from '#domain/phase/chain-address';
import { type PhasePageProps, requirePlace, requireReportPage } from '#server/report-page';

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
  return <CompareScreen address={{ cycleReportId, phase, instance }} />;
}

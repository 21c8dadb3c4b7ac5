import type { Metadata } from 'next';
import { CompareScreen } from '#components/version-diff/compare-screen';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { requirePhase, requireReportPage } from '#server/report-page';

type Address = { params: Promise<{ cycleReportId: string; phase: string }> };

/** Names the report and the phase in the tab, because several such pages are open at a time. */
export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const { cycleReportId, phase } = await params;
  const { reportName } = await requireReportPage(cycleReportId, `/reports/${cycleReportId}/${phase}/compare`);
  return { title: `Compare: ${PHASE_LABELS[requirePhase(phase)]}, ${reportName}` };
}

export default async function ComparePage({ params }: Address) {
  const { cycleReportId, phase: segment } = await params;
  await requireReportPage(cycleReportId, `/reports/${cycleReportId}/${segment}/compare`);
  return <CompareScreen cycleReportId={cycleReportId} phase={requirePhase(segment)} />;
}

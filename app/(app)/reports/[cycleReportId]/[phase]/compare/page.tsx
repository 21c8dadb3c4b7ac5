import type { Metadata } from 'next';
import { CompareScreen } from '#components/version-diff/compare-screen';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { requirePhase, requireReportPage } from '#server/report-page';

type Address = { params: Promise<{ cycleReportId: string; phase: string }> };

/** Several such pages are open at a time: the tab says which. */
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

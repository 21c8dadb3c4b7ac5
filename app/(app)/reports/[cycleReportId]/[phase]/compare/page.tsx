import type { Metadata } from 'next';
import { CompareScreen } from '#components/version-diff/compare-screen';
import { requirePhase, requireReportPage } from '#server/report-page';

export const metadata: Metadata = { title: 'Compare' };

export default async function ComparePage({ params }: { params: Promise<{ cycleReportId: string; phase: string }> }) {
  const { cycleReportId, phase: segment } = await params;
  await requireReportPage(cycleReportId, `/reports/${cycleReportId}/${segment}/compare`);
  return <CompareScreen cycleReportId={cycleReportId} phase={requirePhase(segment)} />;
}

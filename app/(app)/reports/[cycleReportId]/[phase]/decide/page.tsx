import type { Metadata } from 'next';
import { DecisionScreen } from '#components/approvals/decision-screen';
import { requirePhase, requireReportPage } from '#server/report-page';

export const metadata: Metadata = { title: 'Decide' };

export default async function DecidePage({ params }: { params: Promise<{ cycleReportId: string; phase: string }> }) {
  const { cycleReportId, phase: segment } = await params;
  await requireReportPage(cycleReportId, `/reports/${cycleReportId}/${segment}/decide`);
  return <DecisionScreen cycleReportId={cycleReportId} phase={requirePhase(segment)} />;
}

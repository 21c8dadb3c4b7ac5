import type { Metadata } from 'next';
import { DecisionScreen } from '#components/approvals/decision-screen';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { requirePhase, requireReportPage } from '#server/report-page';

type Address = { params: Promise<{ cycleReportId: string; phase: string }> };

/** Names the report and the phase in the tab, because several such pages are open at a time. */
export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const { cycleReportId, phase } = await params;
  const { reportName } = await requireReportPage(cycleReportId, `/reports/${cycleReportId}/${phase}/decide`);
  return { title: `Decide: ${PHASE_LABELS[requirePhase(phase)]}, ${reportName}` };
}

export default async function DecidePage({ params }: Address) {
  const { cycleReportId, phase: segment } = await params;
  await requireReportPage(cycleReportId, `/reports/${cycleReportId}/${segment}/decide`);
  return <DecisionScreen cycleReportId={cycleReportId} phase={requirePhase(segment)} />;
}

import type { Metadata } from 'next';
import { ReportScreen } from '#components/progress/report-screen';
import { requireSubject } from '#server/page';

export const metadata: Metadata = { title: 'Report' };

/** One report of a cycle: its nine phases and what happened. */
export default async function ReportPage({ params }: { params: Promise<{ cycleReportId: string }> }) {
  const { cycleReportId } = await params;
  await requireSubject(`/reports/${cycleReportId}`);
  return <ReportScreen cycleReportId={cycleReportId} />;
}

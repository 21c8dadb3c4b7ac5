import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { ReportScreen } from '#components/progress/report-screen';
import { reportHref } from '#contract/addresses';
import { requireSubject } from '#server/page';
import { firstOfReport } from './first-version';

export const metadata: Metadata = { title: 'Report' };

/** One report of a cycle: its nine phases and what happened. */
export default async function ReportPage({ params }: { params: Promise<{ cycleReportId: string }> }) {
  const { cycleReportId } = await params;
  const subject = await requireSubject(reportHref(cycleReportId));
  return (
    <HydrationBoundary state={await firstOfReport(subject, cycleReportId)}>
      <ReportScreen cycleReportId={cycleReportId} />
    </HydrationBoundary>
  );
}

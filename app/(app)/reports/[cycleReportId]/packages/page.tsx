import type { Metadata } from 'next';
import { PackagesScreen } from '#components/packages/packages-screen';
import { packagesHref } from '#contract/addresses';
import { requirePackagesPage } from '#server/report-page';

type PackagesPageProps = { params: Promise<{ cycleReportId: string }> };

/** Several reports are open at a time: the tab says which. */
export async function generateMetadata({ params }: PackagesPageProps): Promise<Metadata> {
  const { cycleReportId } = await params;
  const { reportName } = await requirePackagesPage(cycleReportId, packagesHref(cycleReportId));
  return { title: `Packages: ${reportName}` };
}

/** What can be taken home of a report: packages of its record and files. */
export default async function PackagesPage({ params }: PackagesPageProps) {
  const { cycleReportId } = await params;
  await requirePackagesPage(cycleReportId, packagesHref(cycleReportId));
  return <PackagesScreen cycleReportId={cycleReportId} />;
}

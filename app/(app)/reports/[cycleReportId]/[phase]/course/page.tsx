import type { Metadata } from 'next';
import { CourseScreen } from '#components/course/course-screen';
import { chainInWords } from '#domain/phase/chain-address';
import { type PhasePageProps, requirePlace, requireReportPage } from '#server/report-page';

/** Several such pages are open at a time: the tab says which. */
export async function generateMetadata(props: PhasePageProps): Promise<Metadata> {
  const place = await requirePlace(props, 'course');
  const { reportName } = await requireReportPage(place);
  return { title: `How it was decided: ${chainInWords(place)}, ${reportName}` };
}

/** How a version was decided, step by step; what may be seen of it is the answer of the data that the page asks for. */
export default async function CoursePage(props: PhasePageProps) {
  const place = await requirePlace(props, 'course');
  await requireReportPage(place);
  const { cycleReportId, phase, instance } = place;
  return <CourseScreen address={{ cycleReportId, phase, instance }} />;
}

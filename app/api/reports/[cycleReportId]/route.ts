import { cycleReportParams } from '#contract/read-inputs';
import { readReport } from '#data/report/report.queries';
import { route } from '#server/route';

export const GET = route({ params: cycleReportParams }, async ({ db, subject }, { params }) =>
  readReport(db, subject, { cycleReportId: params.cycleReportId }),
);

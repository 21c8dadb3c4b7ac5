import { cycleReportParams } from '#contract/read-inputs';
import { readReport } from '#data/report/report.queries';
import { route } from '#server/route';
import { temporalPages } from '#server/temporal-pages';

export const GET = route({ params: cycleReportParams }, async ({ db, subject }, { params }) =>
  readReport(db, subject, { cycleReportId: params.cycleReportId, temporal: temporalPages() }),
);

import { progressReportParams } from '#contract/progress-inputs';
import { readReportProgress } from '#data/progress/report-progress.queries';
import { route } from '#server/route';

export const GET = route({ params: progressReportParams }, async ({ db, subject }, { params }) =>
  readReportProgress(db.pool, subject, { report: params.id }),
);

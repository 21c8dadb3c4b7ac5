import { cycleReportParams } from '#contract/read-inputs';
import { readPackages } from '#data/packages/packages.queries';
import { route } from '#server/route';

/** The packages of a report, for whoever may have them. */
export const GET = route({ params: cycleReportParams }, async ({ db, subject }, { params }) =>
  readPackages(db.pool, subject, params.cycleReportId),
);

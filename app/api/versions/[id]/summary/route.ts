import { versionParams } from '#contract/read-inputs';
import { readSummary } from '#data/version/phase-summary.queries';
import { valuesRoute } from '#server/values-route';

export const GET = valuesRoute({ params: versionParams }, async ({ db, subject }, { params }) =>
  readSummary(db, subject, { versionId: params.id }),
);

import { versionParams } from '#contract/read-inputs';
import { readSummary } from '#data/version/phase-summary.queries';
import { route } from '#server/route';

export const GET = route({ params: versionParams }, async ({ db, subject }, { params }) =>
  readSummary(db, subject, { versionId: params.id }),
);

import { versionParams } from '#contract/read-inputs';
import { readFindings } from '#data/findings/findings.queries';
import { valuesRoute } from '#server/values-route';

export const GET = valuesRoute({ params: versionParams }, async ({ db, subject }, { params }) =>
  readFindings(db, subject, { versionId: params.id }),
);

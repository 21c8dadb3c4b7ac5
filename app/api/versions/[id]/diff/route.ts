import { diffQuery, versionParams } from '#contract/read-inputs';
import { readDiff } from '#data/comparison/diff.queries';
import { valuesRoute } from '#server/values-route';

export const GET = valuesRoute({ params: versionParams, query: diffQuery }, async ({ db, subject }, { params, query }) =>
  readDiff(db, subject, { versionId: params.id, ...query }),
);

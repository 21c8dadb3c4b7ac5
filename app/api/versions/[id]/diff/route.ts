import { diffQuery, versionParams } from '#contract/read-inputs';
import { readDiff } from '#data/comparison/diff.queries';
import { route } from '#server/route';

export const GET = route({ params: versionParams, query: diffQuery }, async ({ db, subject }, { params, query }) =>
  readDiff(db, subject, { versionId: params.id, ...query }),
);

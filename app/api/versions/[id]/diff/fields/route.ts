import { changedFieldsQuery, versionParams } from '#contract/read-inputs';
import { readChangedFields } from '#data/comparison/diff.queries';
import { route } from '#server/route';

export const GET = route({ params: versionParams, query: changedFieldsQuery }, async ({ db, subject }, { params, query }) =>
  readChangedFields(db, subject, { versionId: params.id, ...query }),
);

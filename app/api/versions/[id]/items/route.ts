import { itemsQuery, versionParams } from '#contract/read-inputs';
import { readItems } from '#data/version/items.queries';
import { valuesRoute } from '#server/values-route';

export const GET = valuesRoute({ params: versionParams, query: itemsQuery }, async ({ db, subject }, { params, query }) =>
  readItems(db, subject, { versionId: params.id, ...query }),
);

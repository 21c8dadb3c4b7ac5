import { itemsQuery, versionParams } from '#contract/read-inputs';
import { readItems } from '#data/version/items.queries';
import { route } from '#server/route';

export const GET = route({ params: versionParams, query: itemsQuery }, async ({ db, subject }, { params, query }) =>
  readItems(db, subject, { versionId: params.id, ...query }),
);

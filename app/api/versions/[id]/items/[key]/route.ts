import { itemParams } from '#contract/read-inputs';
import { readItem } from '#data/version/item-detail.queries';
import { route } from '#server/route';

export const GET = route({ params: itemParams }, async ({ db, subject }, { params }) =>
  readItem(db, subject, { versionId: params.id, key: params.key }),
);

import { itemParams } from '#contract/read-inputs';
import { readItemHistory } from '#data/version/item-history.queries';
import { route } from '#server/route';

export const GET = route({ params: itemParams }, async ({ db, subject }, { params }) =>
  readItemHistory(db, subject, { versionId: params.id, key: params.key }),
);

import { itemParams } from '#contract/read-inputs';
import { readItemHistory } from '#data/version/item-history.queries';
import { valuesRoute } from '#server/values-route';

export const GET = valuesRoute({ params: itemParams }, async ({ db, subject }, { params }) =>
  readItemHistory(db, subject, { versionId: params.id, key: params.key }),
);

import { itemParams } from '#contract/read-inputs';
import { readItem } from '#data/version/item-detail.queries';
import { valuesRoute } from '#server/values-route';

export const GET = valuesRoute({ params: itemParams }, async ({ db, subject }, { params }) =>
  readItem(db, subject, { versionId: params.id, key: params.key }),
);

import { effectsQuery, versionParams } from '#contract/read-inputs';
import { readEffects } from '#data/comparison/effects.queries';
import { valuesRoute } from '#server/values-route';

export const GET = valuesRoute({ params: versionParams, query: effectsQuery }, async ({ db, subject }, { params, query }) =>
  readEffects(db, subject, { versionId: params.id, ...query }),
);

import { effectsQuery, versionParams } from '#contract/read-inputs';
import { readEffects } from '#data/comparison/effects.queries';
import { route } from '#server/route';

export const GET = route({ params: versionParams, query: effectsQuery }, async ({ db, subject }, { params, query }) =>
  readEffects(db, subject, { versionId: params.id, ...query }),
);

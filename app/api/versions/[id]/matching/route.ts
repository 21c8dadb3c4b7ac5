import { matchingQuery, versionParams } from '#contract/read-inputs';
import { countMatching } from '#data/version/matching.queries';
import { route } from '#server/route';

/** How many items of a version match each of several filters. */
export const GET = route({ params: versionParams, query: matchingQuery }, async ({ db, subject }, { params, query }) =>
  countMatching(db, subject, { versionId: params.id, ...query }),
);

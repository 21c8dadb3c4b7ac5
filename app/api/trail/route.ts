import { trailQuery } from '#contract/read-inputs';
import { readTrail } from '#data/trail/trail.queries';
import { route } from '#server/route';

export const GET = route({ query: trailQuery }, async ({ db, subject }, { query }) => readTrail(db, subject, query));

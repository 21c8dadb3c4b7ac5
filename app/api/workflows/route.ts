import { runsQuery } from '#contract/tracking-inputs';
import { readRuns } from '#data/tracking/runs.queries';
import { route } from '#server/route';

export const GET = route({ query: runsQuery }, async ({ db, subject }, { query }) => readRuns(db.pool, subject, query));

import { progressRowsQuery } from '#contract/progress-inputs';
import { readProgressRows } from '#data/progress/progress-rows.queries';
import { route } from '#server/route';

export const GET = route({ query: progressRowsQuery }, async ({ db, subject }, { query }) => readProgressRows(db.pool, subject, query));

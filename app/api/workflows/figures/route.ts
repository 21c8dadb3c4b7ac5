import { figuresQuery } from '#contract/tracking-inputs';
import { readActivityFigures } from '#data/tracking/attempts.queries';
import { route } from '#server/route';

export const GET = route({ query: figuresQuery }, async ({ db, subject }, { query }) => readActivityFigures(db.pool, subject, query));

import { attemptsQuery } from '#contract/tracking-inputs';
import { readAttempts } from '#data/tracking/attempts.queries';
import { route } from '#server/route';

export const GET = route({ query: attemptsQuery }, async ({ db, subject }, { query }) => readAttempts(db.pool, subject, query));

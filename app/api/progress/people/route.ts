import { peopleProgressQuery } from '#contract/progress-inputs';
import { readPeopleProgress } from '#data/progress/people-progress.queries';
import { route } from '#server/route';

export const GET = route({ query: peopleProgressQuery }, async ({ db, subject }, { query: { cycle, ...filter } }) =>
  readPeopleProgress(db.pool, subject, { cycle, filter }),
);

import { flowProgressQuery } from '#contract/progress-inputs';
import { readFlowProgress } from '#data/progress/flow-progress.queries';
import { route } from '#server/route';

export const GET = route({ query: flowProgressQuery }, async ({ db, subject }, { query: { cycle, weeks, ...filter } }) =>
  readFlowProgress(db.pool, subject, { cycle, weeks, filter }),
);

import { cycleParams, cycleProgressQuery } from '#contract/progress-inputs';
import { readCycleProgress } from '#data/progress/cycle-progress.queries';
import { route } from '#server/route';

export const GET = route({ params: cycleParams, query: cycleProgressQuery }, async ({ db, subject }, { params, query }) =>
  readCycleProgress(db.pool, subject, { cycle: params.id, filter: query }),
);

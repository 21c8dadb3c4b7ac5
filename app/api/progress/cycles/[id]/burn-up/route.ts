import { burnUpQuery, cycleParams } from '#contract/progress-inputs';
import { readBurnUp } from '#data/progress/burn-up.queries';
import { route } from '#server/route';

export const GET = route({ params: cycleParams, query: burnUpQuery }, async ({ db, subject }, { params, query: { phase, ...filter } }) =>
  readBurnUp(db.pool, subject, { cycle: params.id, filter, phase }),
);

import { runParams, runQuery } from '#contract/tracking-inputs';
import { readRun } from '#data/tracking/run.queries';
import { route } from '#server/route';
import { temporalPages } from '#server/temporal-pages';

export const GET = route({ params: runParams, query: runQuery }, async ({ db, subject }, { params, query }) =>
  readRun(db.pool, subject, { ...query, id: params.id, temporal: temporalPages() }),
);

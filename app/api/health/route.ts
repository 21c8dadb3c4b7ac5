import { databaseIsReachable } from '#data/sql/health.queries';
import { jsonResponse, publicRoute } from '#server/route';

/** Answers load balancers and `countersign up`: 200 when PostgreSQL answers. It says where Temporal is away, and is 200 all the same. */
export const GET = publicRoute(async ({ db, temporal }) => {
  const [database, temporalAnswers] = await Promise.all([databaseIsReachable(db), temporal.isReachable()]);
  return jsonResponse({ ok: database, database, temporal: temporalAnswers }, database ? 200 : 503);
});

import { databaseIsReachable } from '#data/sql/health.queries';
import { jsonResponse, publicRoute } from '#server/route';

/** For load balancers and `countersign up`: 200 when PostgreSQL answers; Temporal away is told, and still 200. */
export const GET = publicRoute(async ({ db, temporal }) => {
  const [database, temporalAnswers] = await Promise.all([databaseIsReachable(db), temporal.isReachable()]);
  return jsonResponse({ ok: database, database, temporal: temporalAnswers }, database ? 200 : 503);
});

import { readAlerts } from '#data/tracking/differences.queries';
import { route } from '#server/route';

export const GET = route({}, async ({ db, subject }) => readAlerts(db.pool, subject));

import { readNotices } from '#data/desk/notices.queries';
import { route } from '#server/route';

export const GET = route({}, async ({ db, subject }) => readNotices(db.pool, subject));

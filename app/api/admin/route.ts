import { readAdmin } from '#data/administration/admin.queries';
import { route } from '#server/route';

export const GET = route({}, async ({ db, subject }) => readAdmin(db, subject));

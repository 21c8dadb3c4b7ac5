import { readAdmin } from '#data/administration/admin.queries';
import { environment } from '#server/environment';
import { route } from '#server/route';

export const GET = route({}, async ({ db, subject }) => readAdmin(db, subject, { shortTerms: environment().demo }));

import { readMailPreference } from '#data/mail/mail-preference.queries';
import { route } from '#server/route';

export const GET = route({}, async ({ db, subject }) => readMailPreference(db.pool, subject));

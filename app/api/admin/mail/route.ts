import { readCaughtMail } from '#data/mail/caught-mail.queries';
import { requireCatcher } from '#server/caught-mail';
import { route } from '#server/route';

export const GET = route({}, async ({ db, subject }) => {
  requireCatcher();
  return readCaughtMail(db.pool, subject);
});

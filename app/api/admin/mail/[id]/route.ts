import { caughtMailParams } from '#contract/read-inputs';
import { readCaughtSource } from '#data/mail/caught-mail.queries';
import { requireCatcher, unpackCaughtMail } from '#server/caught-mail';
import { route } from '#server/route';

export const GET = route({ params: caughtMailParams }, async ({ db, subject }, { params }) => {
  requireCatcher();
  return unpackCaughtMail(await readCaughtSource(db.pool, subject, params.id));
});

import { readAbsences } from '#data/desk/absences.queries';
import { route } from '#server/route';

export const GET = route({}, async ({ db, subject }) => readAbsences(db, subject));

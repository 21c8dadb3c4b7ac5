import { readCycles } from '#data/report/cycles.queries';
import { route } from '#server/route';

export const GET = route({}, async ({ db, subject }) => readCycles(db, subject));

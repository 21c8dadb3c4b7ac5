import { readDelegations } from '#data/desk/delegations.queries';
import { route } from '#server/route';

export const GET = route({}, async ({ db, subject }) => readDelegations(db, subject));

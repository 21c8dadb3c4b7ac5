import { readDelegations } from '#data/delegations.queries';
import { route } from '#server/route';

export const GET = route({}, async ({ db, subject }) => readDelegations(db, subject));

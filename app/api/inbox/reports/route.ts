import { readInboxReports } from '#data/desk/inbox-counts.queries';
import { route } from '#server/route';

export const GET = route({}, async ({ db, subject }) => readInboxReports(db, subject));

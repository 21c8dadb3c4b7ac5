import { inboxQuery } from '#contract/read-inputs';
import { readInbox } from '#data/desk/inbox.queries';
import { route } from '#server/route';

export const GET = route({ query: inboxQuery }, async ({ db, subject }, { query }) => readInbox(db, subject, query));

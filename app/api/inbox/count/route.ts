import { inboxCountQuery } from '#contract/read-inputs';
import { countInbox } from '#data/desk/inbox-counts.queries';
import { route } from '#server/route';

export const GET = route({ query: inboxCountQuery }, async ({ db, subject }, { query }) => countInbox(db, subject, query.tab));

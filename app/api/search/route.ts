import { parseReportLink } from '#contract/read-address';
import { searchQuery } from '#contract/read-inputs';
import { readSearch } from '#data/desk/search.queries';
import { route } from '#server/route';

export const GET = route({ query: searchQuery }, async ({ db, subject }, { query }) =>
  readSearch(db, subject, { text: query.q, at: query.at === undefined ? null : parseReportLink(query.at) }),
);

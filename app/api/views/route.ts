import { savedViewsQuery } from '#contract/read-inputs';
import { readSavedViews } from '#data/desk/saved-views.queries';
import { route } from '#server/route';

export const GET = route({ query: savedViewsQuery }, async ({ db, subject }, { query: { page } }) =>
  readSavedViews(db, subject.userId, page),
);

import { readSavedViews } from '#data/desk/saved-views.queries';
import { route } from '#server/route';

export const GET = route({}, async ({ db, subject }) => readSavedViews(db, subject.userId));

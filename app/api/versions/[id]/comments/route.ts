import { versionParams } from '#contract/read-inputs';
import { readComments } from '#data/comments/comments.queries';
import { route } from '#server/route';

export const GET = route({ params: versionParams }, async ({ db, subject }, { params }) =>
  readComments(db, subject, { versionId: params.id }),
);

import { versionParams } from '#contract/read-inputs';
import { readComments } from '#data/comments/comments.queries';
import { valuesRoute } from '#server/values-route';

export const GET = valuesRoute({ params: versionParams }, async ({ db, subject }, { params }) =>
  readComments(db, subject, { versionId: params.id }),
);

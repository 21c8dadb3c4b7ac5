import { versionParams } from '#contract/read-inputs';
import { readAnswers } from '#data/version/answers.queries';
import { route } from '#server/route';

export const GET = route({ params: versionParams }, async ({ db, subject }, { params }) =>
  readAnswers(db, subject, { versionId: params.id }),
);

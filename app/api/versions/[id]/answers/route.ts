import { versionParams } from '#contract/read-inputs';
import { readAnswers } from '#data/version/answers.queries';
import { valuesRoute } from '#server/values-route';

export const GET = valuesRoute({ params: versionParams }, async ({ db, subject }, { params }) =>
  readAnswers(db, subject, { versionId: params.id }),
);

import { versionParams } from '#contract/read-inputs';
import { readSigning } from '#data/version/signing.queries';
import { valuesRoute } from '#server/values-route';

export const GET = valuesRoute({ params: versionParams }, async ({ db, subject }, { params }) =>
  readSigning(db, subject, { versionId: params.id }),
);

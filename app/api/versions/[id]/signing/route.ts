import { versionParams } from '#contract/read-inputs';
import { readSigning } from '#data/version/signing.queries';
import { route } from '#server/route';

export const GET = route({ params: versionParams }, async ({ db, subject }, { params }) =>
  readSigning(db, subject, { versionId: params.id }),
);

import { versionParams } from '#contract/read-inputs';
import { readGates } from '#data/version/phase-summary.queries';
import { route } from '#server/route';

export const GET = route({ params: versionParams }, async ({ db, subject }, { params }) =>
  readGates(db, subject, { versionId: params.id }),
);

import { versionParams } from '#contract/read-inputs';
import { readFindings } from '#data/findings/findings.queries';
import { route } from '#server/route';

export const GET = route({ params: versionParams }, async ({ db, subject }, { params }) =>
  readFindings(db, subject, { versionId: params.id }),
);

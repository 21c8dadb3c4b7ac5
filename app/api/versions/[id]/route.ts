import { versionParams } from '#contract/read-inputs';
import { readVersion } from '#data/version/version.queries';
import { route } from '#server/route';
import { temporalPages } from '#server/temporal-pages';

export const GET = route({ params: versionParams }, async ({ db, subject }, { params }) =>
  readVersion(db, subject, { versionId: params.id, temporal: temporalPages() }),
);

import { versionParams } from '#contract/read-inputs';
import { readNameablePeople } from '#data/version/nameable-people.queries';
import { route } from '#server/route';

export const GET = route({ params: versionParams }, async ({ db, subject }, { params }) =>
  readNameablePeople(db, subject, { versionId: params.id }),
);

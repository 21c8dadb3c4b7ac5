import { personParams } from '#contract/read-inputs';
import { readAssignedWork } from '#data/administration/admin.queries';
import { route } from '#server/route';

export const GET = route({ params: personParams }, async ({ db, subject }, { params }) => readAssignedWork(db, subject, params.id));

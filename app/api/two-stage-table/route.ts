import { twoStageTableInForce } from '#data/sampling/two-stage-table.queries';
import { route } from '#server/route';

/** The two-stage table in force: a figure of the installation's, which anybody signed in may read. */
export const GET = route({}, async ({ db }) => twoStageTableInForce(db.pool));

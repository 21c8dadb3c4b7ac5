import { matrixQuery, versionParams } from '#contract/read-inputs';
import { readTestMatrix } from '#data/version/test-matrix.queries';
import { valuesFor } from '#server/permitted';
import { valuesRoute } from '#server/values-route';

/** Samples by attributes of a version of Test Execution, for whoever may read the records. */
export const GET = valuesRoute({ params: versionParams, query: matrixQuery }, async (context, { params, query }) => {
  const { scope } = await valuesFor(context, params.id);
  return await readTestMatrix(context.db.pool, scope, query.after ?? null);
});

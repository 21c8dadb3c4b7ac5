import { failuresQuery, ruleParams } from '#contract/read-inputs';
import { failureResponse } from '#server/failure';
import { askFailures } from '#server/rule-failures';
import { valuesRoute } from '#server/values-route';

/** Records that fail a rule of a version, a page at a time; masked for people without the right. */
export const GET = valuesRoute({ params: ruleParams, query: failuresQuery }, async (context, { params, query }) => {
  const result = await askFailures(context, {
    kind: 'list-failures',
    versionId: params.id,
    key: params.key,
    after: query.after ?? null,
    limit: query.limit,
  });
  return result.ok ? result.value.page : failureResponse(result);
});

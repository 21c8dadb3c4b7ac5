import { failuresQuery, ruleParams } from '#contract/read-inputs';
import { failureResponse } from '#server/failure';
import { versionFor } from '#server/permitted';
import { route } from '#server/route';
import { askFailures, maskedNames } from '#server/rule-failures';

/** Records that fail a rule of a version, a page at a time; masked for people without the right. */
export const GET = route({ params: ruleParams, query: failuresQuery }, async (context, { params, query }) => {
  const { scope } = await versionFor(context, params.id, 'view');
  const masked = await maskedNames(context, scope);
  const result = await askFailures(context, {
    kind: 'list-failures',
    versionId: params.id,
    key: params.key,
    masked,
    after: query.after ?? null,
    limit: query.limit,
  });
  return result.ok ? result.value.page : failureResponse(result);
});

import { requestListQuery, versionParams } from '#contract/read-inputs';
import { unmaskedCodes } from '#data/people/masking.queries';
import { recordExport } from '#data/trail/export.commands';
import { Refusal } from '#domain/refusals';
import { attachment } from '#server/attachment';
import { versionFor } from '#server/permitted';
import { readRequestRows, requestListName, requestListXlsx } from '#server/requests-xlsx';
import { valuesRoute } from '#server/values-route';

/** What a data owner is asked for as a workbook to fill in: masked like the page, noted in the trail before the first byte, with whose values went along unmasked. */
export const GET = valuesRoute({ params: versionParams, query: requestListQuery }, async (context, { params, query }) => {
  const { scope, actor } = await versionFor(context, params.id, 'view');
  if (scope.phase !== 'request-info') throw new Refusal('not_in_this_phase');
  const rows = await readRequestRows(context, scope.versionId, query.filter);
  const { cycleReportId, chainId, versionId } = scope;
  const unmasked = await unmaskedCodes(context.db.pool, context.subject, scope);
  await recordExport(context.db, actor, { cycleReportId, chainId, versionId, unmasked, what: requestListName(scope) });
  return new Response(new Uint8Array(await requestListXlsx(scope, rows)), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': attachment(requestListName(scope)),
      'cache-control': 'private, no-store',
    },
  });
});

import { Readable } from 'node:stream';
import { ruleParams } from '#contract/read-inputs';
import { unmaskedCodes } from '#data/people/masking.queries';
import { recordExport } from '#data/trail/export.commands';
import { failureResponse } from '#server/failure';
import { versionFor } from '#server/permitted';
import { route } from '#server/route';
import { askFailures, failuresCsvName } from '#server/rule-failures';

/** All records that fail a rule as CSV: masked like the page, formula cells neutralised, noted in the trail before the first byte, with whose values went along unmasked. */
export const GET = route({ params: ruleParams }, async (context, { params }) => {
  const { scope, actor } = await versionFor(context, params.id, 'view');
  const result = await askFailures(context, { kind: 'export-failures', versionId: params.id, key: params.key });
  if (!result.ok) return failureResponse(result);
  const { sha256, size } = result.value;
  const name = failuresCsvName(scope, params.key);
  await recordExport(context.db, actor, {
    cycleReportId: scope.cycleReportId,
    chainId: scope.chainId,
    versionId: scope.versionId,
    unmasked: await unmaskedCodes(context.db.pool, context.subject, scope),
    what: name,
  });
  return new Response(Readable.toWeb(context.storage.read(sha256)) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-length': String(size),
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
});

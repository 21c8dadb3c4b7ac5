import { diffQuery, versionParams } from '#contract/read-inputs';
import { unmaskedCodes } from '#data/people/masking.queries';
import { recordExport } from '#data/trail/export.commands';
import { diffCsv, diffCsvName } from '#server/diff-csv';
import { versionFor } from '#server/permitted';
import { route } from '#server/route';

/** A difference as CSV: masked like the page, formula cells neutralised, noted in the trail before the first byte, with whose values went along unmasked. */
export const GET = route({ params: versionParams, query: diffQuery }, async (context, { params, query }) => {
  const { scope, actor } = await versionFor(context, params.id, 'view');
  const base = query.base ? (await versionFor(context, query.base, 'view')).scope : scope;
  // The version of another cycle may hold confidential values of its own.
  const versions = base.chainId === scope.chainId ? [scope] : [scope, base];
  // What may not be asked is refused in words, before anything is noted or sent.
  const csv = await diffCsv(context, params.id, query);
  const unmasked = await Promise.all(versions.map((version) => unmaskedCodes(context.db.pool, context.subject, version)));
  await recordExport(context.db, actor, {
    cycleReportId: scope.cycleReportId,
    chainId: scope.chainId,
    versionId: scope.versionId,
    unmasked: [...new Set(unmasked.flat())].sort(),
    what: diffCsvName(scope),
  });
  return new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${diffCsvName(scope)}"`,
      'cache-control': 'no-store',
    },
  });
});

import { Readable } from 'node:stream';
import { documentQuery, versionParams } from '#contract/read-inputs';
import { readDocuments } from '#data/reporting/rendered-version.queries';
import { recordExport } from '#data/trail/export.commands';
import { reportTitle, versionInWords } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import { attachment } from '#server/attachment';
import { versionFor } from '#server/permitted';
import { route } from '#server/route';

/** A version in print: the document that its signers see, or the one with their signatures where there is one; noted in the trail before the first byte. */
export const GET = route({ params: versionParams, query: documentQuery }, async (context, { params, query }) => {
  const { scope, actor } = await versionFor(context, params.id, 'view');
  const documents = await readDocuments(context.db.pool, scope.versionId);
  const document = documents.find(({ sha256 }) => query.sha256 === undefined || sha256 === query.sha256);
  if (document === undefined) throw new Refusal('not_found');
  const what = `${reportTitle(scope)}, ${versionInWords(scope, scope.number)}.pdf`;
  const { cycleReportId, chainId, versionId } = scope;
  await recordExport(context.db, actor, { cycleReportId, chainId, versionId, what, unmasked: [] });
  return new Response(Readable.toWeb(context.storage.read(document.sha256)) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'application/pdf',
      'content-length': String(document.size),
      'content-disposition': attachment(what),
      'cache-control': 'private, no-store',
      'cross-origin-resource-policy': 'same-origin',
    },
  });
});

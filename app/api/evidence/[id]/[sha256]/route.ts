import { Readable } from 'node:stream';
import { evidenceParams } from '#contract/read-inputs';
import { suppliedFile } from '#data/evidence/evidence.queries';
import { unmaskedCodes } from '#data/people/masking.queries';
import { recordExport } from '#data/trail/export.commands';
import { attachment } from '#server/attachment';
import { valuesFor } from '#server/permitted';
import { route } from '#server/route';

/** A file that a data owner supplied in the chain of a version, for whoever may read the values it proves; noted in the trail before the first byte. */
export const GET = route({ params: evidenceParams }, async (context, { params }) => {
  const { scope, actor } = await valuesFor(context, params.id);
  const file = await suppliedFile(context.db.pool, scope.chainId, params.sha256);
  await recordExport(context.db, actor, {
    cycleReportId: scope.cycleReportId,
    chainId: scope.chainId,
    versionId: scope.versionId,
    unmasked: await unmaskedCodes(context.db.pool, context.subject, scope),
    what: file.fileName,
  });
  return new Response(Readable.toWeb(context.storage.read(file.sha256)) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': file.mediaType,
      'content-length': String(file.size),
      'content-disposition': attachment(file.fileName),
      'cache-control': 'private, no-store',
      'cross-origin-resource-policy': 'same-origin',
    },
  });
});

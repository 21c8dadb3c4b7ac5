import { Readable } from 'node:stream';
import { packageParams } from '#contract/read-inputs';
import { recordPackageTaken } from '#data/packages/packages.commands';
import { requirePackage } from '#data/packages/packages.queries';
import { Refusal } from '#domain/refusals';
import { attachment } from '#server/attachment';
import { packagesFor } from '#server/permitted';
import { route } from '#server/route';

/** A package as a ZIP, streamed; that somebody took it is noted in the trail before the first byte. */
export const GET = route({ params: packageParams }, async (context, { params }) => {
  const found = await requirePackage(context.db.pool, context.subject, params.id);
  const { actor } = await packagesFor(context, found.cycleReportId, found.redacted);
  const { sha256, size, number, redacted } = found;
  if (sha256 === null || size === null || !(await context.storage.has(sha256))) throw new Refusal('package_not_ready');
  await recordPackageTaken(context.db, actor, found);
  const { reportName, cycleName } = found.report;
  const name = `${reportName}, ${cycleName}, package ${number}${redacted ? ', redacted' : ''}.zip`.replace(/[/\\:*?"<>|]/g, '-');
  return new Response(Readable.toWeb(context.storage.read(sha256)) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'application/zip',
      'content-length': String(size),
      'content-disposition': attachment(name),
      'cache-control': 'private, no-store',
      'cross-origin-resource-policy': 'same-origin',
    },
  });
});

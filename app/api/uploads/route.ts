import { uploadQuery } from '#contract/work-inputs';
import { recordUpload } from '#data/files/uploads.commands';
import { cycleReportFor } from '#server/permitted';
import { receiveFile } from '#server/receive-file';
import { jsonResponse, streamRoute } from '#server/route';

/** The body is the file itself, streamed to storage while it arrives; what is too large leaves nothing behind. */
export const POST = streamRoute(uploadQuery, async (context, { query, request }) => {
  const { actor } = await cycleReportFor(context, query.cycleReportId, 'upload');
  const { sha256, size } = await receiveFile(context.storage, request);
  const mediaType = request.headers.get('content-type') ?? 'application/octet-stream';
  return jsonResponse(await recordUpload(context.db, actor, { ...query, sha256, size, mediaType }), 201);
});

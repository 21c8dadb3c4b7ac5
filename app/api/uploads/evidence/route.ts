import { evidenceUploadQuery } from '#contract/work-inputs';
import { keepEvidence } from '#data/evidence/evidence.commands';
import { versionFor } from '#server/permitted';
import { receiveEvidence } from '#server/receive-evidence';
import { jsonResponse, streamRoute } from '#server/route';

/** The body is the file itself. It is judged by its bytes before it is kept; what is refused leaves nothing behind. */
export const POST = streamRoute(evidenceUploadQuery, async (context, { query, request }) => {
  const { scope, actor } = await versionFor(context, query.versionId, 'supply');
  const file = await receiveEvidence(context.storage, request, query.fileName);
  return jsonResponse(await keepEvidence(context.db, actor, scope, { ...file, fileName: query.fileName }), 201);
});

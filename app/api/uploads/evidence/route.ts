import { evidenceUploadQuery } from '#contract/work-inputs';
import { keepEvidence } from '#data/evidence/evidence.commands';
import type { EvidenceKind } from '#domain/evidence/file-kind';
import { environment } from '#server/environment';
import { versionFor } from '#server/permitted';
import { receiveFile } from '#server/receive-file';
import { jsonResponse, streamRoute } from '#server/route';
import { judgeEvidence } from '#storage/judge-evidence';

/** The body is the file itself. It is judged by its bytes before it is kept; what is refused leaves nothing behind. */
export const POST = streamRoute(evidenceUploadQuery, async (context, { query, request }) => {
  const { scope, actor } = await versionFor(context, query.versionId, 'supply');
  let judged: { kind: EvidenceKind; mediaType: string } | undefined;
  const { sha256, size } = await receiveFile(context.storage, request, {
    limitBytes: environment().evidenceLimitBytes,
    accept: async (path) => {
      judged = await judgeEvidence(path, query.fileName);
    },
  });
  if (judged === undefined) throw new Error('A file was kept that nobody judged.');
  return jsonResponse(await keepEvidence(context.db, actor, scope, { ...judged, sha256, size, fileName: query.fileName }), 201);
});

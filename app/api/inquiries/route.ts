import { inquiryRequestSchema } from '#contract/work-inputs';
import { requireUploads } from '#data/files/uploads.queries';
import { askInquiry } from '#dispatch/ask-inquiry';
import { failureResponse } from '#server/failure';
import { cycleReportFor } from '#server/permitted';
import { postRoute } from '#server/route';
import { noteReading } from '#server/values-route';

/** Short questions to the worker about files; they change nothing. */
export const POST = postRoute(inquiryRequestSchema, async (context, request) => {
  const { db, temporal, subject } = context;
  if (request.kind === 'preview-import') {
    const { scope } = await cycleReportFor(context, request.cycleReportId, 'request_work');
    await requireUploads(db.pool, scope.cycleReportId, request.params);
  }
  const inquiry = request.kind === 'preview-import' ? { kind: request.kind, params: request.params } : request;
  const result = await askInquiry({ db, temporal }, subject, inquiry);
  if (!result.ok) return failureResponse(result);
  // Counting is reading: what came of it tells of the version's values.
  if ('versionId' in inquiry) await noteReading(context, inquiry.versionId);
  return result.value;
});

import { randomUUID } from 'node:crypto';
import type { Inquiry, InquiryResult } from '#contract/inquiries';
import { requireVersion } from '#data/people/access.queries';
import { may, type Subject } from '#domain/people/permissions';
import { Refusal, type Result, refused } from '#domain/refusals';
import type { DispatchDependencies } from './issue-command';

/**
 * Asks the worker a short question about files and awaits the answer; at most a minute and a half. Whether the person may
 * read the files of a preview is the caller's to check, by the uploads they name; versions are checked here.
 */
export async function askInquiry(
  { db, temporal }: DispatchDependencies,
  subject: Subject,
  inquiry: Inquiry,
): Promise<Result<InquiryResult>> {
  try {
    if (inquiry.kind === 'count-matches') await requireVersion(db.pool, subject, inquiry.versionId);
    if (inquiry.kind === 'list-failures' || inquiry.kind === 'export-failures') await requireVersion(db.pool, subject, inquiry.versionId);
    if (inquiry.kind === 'preview-draw' || inquiry.kind === 'try-rule') {
      // Its figures tell of values of records: for whoever may draw them and run rules.
      const permission = may(subject, 'request_work', (await requireVersion(db.pool, subject, inquiry.versionId)).resource);
      if (!permission.allowed) return refused(permission.code);
    }
    return await temporal.ask(randomUUID(), inquiry);
  } catch (error) {
    if (error instanceof Refusal) return refused(error.code, error.detail);
    throw error;
  }
}

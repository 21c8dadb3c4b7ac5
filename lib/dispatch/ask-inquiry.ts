import { randomUUID } from 'node:crypto';
import type { AskedInquiry, InquiryResult } from '#contract/inquiries';
import { guardInquiry } from '#data/version/inquiry-guard.queries';
import type { Subject } from '#domain/people/permissions';
import { Refusal, type Result, refused } from '#domain/refusals';
import type { DispatchDependencies } from './issue-command';

/**
 * Asks the worker a short question and awaits the answer; at most a minute and a half. Whether the person may
 * read the files of a preview is the caller's to check, by the uploads they name; versions, and what is asked of them, are checked here.
 */
export async function askInquiry(
  { db, temporal }: DispatchDependencies,
  subject: Subject,
  inquiry: AskedInquiry,
): Promise<Result<InquiryResult>> {
  try {
    const guarded = await guardInquiry(db.pool, subject, inquiry);
    // A replay is beside what the archive tells: nobody waits for it while Temporal is away.
    if (inquiry.kind === 'replay-decision' && !(await temporal.isReachable())) return refused('unavailable');
    const answer = await temporal.ask(randomUUID(), guarded.inquiry);
    return answer.ok ? { ok: true, value: await guarded.show(answer.value) } : answer;
  } catch (error) {
    if (error instanceof Refusal) return refused(error.code, error.detail);
    throw error;
  }
}

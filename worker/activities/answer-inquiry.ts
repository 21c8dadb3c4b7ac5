import { Context } from '@temporalio/activity';
import type { Inquiry, InquiryResult } from '#contract/inquiries';
import { Refusal, type Result, refused } from '#domain/refusals';
import type { ActivityDependencies } from './dependencies';

/** Answers a question about files; what can be expected to go wrong with a file is an answer too. */
export function answerInquiryWith({ db, storage, workflows, answerInquiry: answer }: ActivityDependencies) {
  return async function answerInquiry(inquiry: Inquiry): Promise<Result<InquiryResult>> {
    const activity = Context.current();
    try {
      const value = await answer(
        { db, storage, workflows, signal: activity.cancellationSignal, heartbeat: (progress) => activity.heartbeat(progress) },
        inquiry,
      );
      return { ok: true, value };
    } catch (error) {
      if (error instanceof Refusal) return refused(error.code, error.detail);
      throw error;
    }
  };
}

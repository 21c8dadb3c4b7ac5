import type { Inquiry, InquiryResult } from '#contract/inquiries';
import type { Result } from '#domain/refusals';
import { answerInquiry } from './activities';

/** A short question about files that only the worker can answer; changes nothing. */
export async function inquiry(question: Inquiry): Promise<Result<InquiryResult>> {
  return await answerInquiry(question);
}

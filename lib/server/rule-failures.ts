import 'server-only';
import type { AskedInquiry, InquiryResult } from '#contract/inquiries';
import type { VersionScope } from '#data/people/access.queries';
import { askInquiry } from '#dispatch/ask-inquiry';
import type { Result } from '#domain/refusals';
import type { ActionContext } from './action';

type Asked = Extract<AskedInquiry, { kind: 'list-failures' | 'export-failures' }>;
type Answer<K> = Extract<InquiryResult, { kind: K }>;

/** Asks the worker about failing records. */
export async function askFailures<Q extends Asked>(
  { db, temporal, subject }: Pick<ActionContext, 'db' | 'temporal' | 'subject'>,
  inquiry: Q,
): Promise<Result<Answer<Q['kind']>>> {
  const result = await askInquiry({ db, temporal }, subject, inquiry);
  if (!result.ok) return result;
  if (result.value.kind !== inquiry.kind) throw new Error(`The worker answered ${result.value.kind} to ${inquiry.kind}.`);
  return { ok: true, value: result.value as Answer<Q['kind']> };
}

/** File name of the failing records of a rule that are downloaded. */
export function failuresCsvName({ phase, number }: VersionScope, key: string): string {
  return `${phase}-version-${number}-${key.replaceAll(/[^\w-]/g, '_').slice(0, 80)}-failing-records.csv`;
}

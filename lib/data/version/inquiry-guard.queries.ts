import type { DrawPlan } from '#contract/draws';
import type { AskedInquiry, Inquiry, InquiryResult } from '#contract/inquiries';
import { assertNever } from '#domain/assert-never';
import { may, type Subject } from '#domain/people/permissions';
import { populationFact } from '#domain/phases/planning/population';
import { Refusal } from '#domain/refusals';
import { probeContent, readFacts } from '../log/version-content.queries';
import { requireVersion, type VersionScope } from '../people/access.queries';
import { type Guard, guardFor } from '../people/guard.queries';
import { type Queryable } from '../sql/connection';

/** A question to the worker as somebody may ask it, and its answer as they may read it. */
export interface GuardedInquiry {
  inquiry: Inquiry;
  show: (result: InquiryResult) => Promise<InquiryResult>;
}

/**
 * Lets a question to the worker through the guard. The files of an import's preview belong to no version: its caller looks after them.
 * @throws Refusal `not_found`; `not_permitted` where it is asked by what the person may not see
 */
export async function guardInquiry(db: Queryable, subject: Subject, inquiry: AskedInquiry): Promise<GuardedInquiry> {
  const show = (result: InquiryResult) => Promise.resolve(result);
  if (inquiry.kind === 'preview-import') return { inquiry, show };
  const scope = await requireVersion(db, subject, inquiry.versionId);
  const guard = await guardFor(db, subject, scope);
  switch (inquiry.kind) {
    case 'count-matches': {
      const filter = await guard.recordFilter(inquiry.filter, await populationOf(db, scope));
      const keys = await guard.records.real(inquiry.keys);
      return { inquiry: { ...inquiry, filter, keys }, show: (result) => showMissing(guard, result) };
    }
    case 'preview-draw':
      requireWork(subject, scope);
      await guardPlan(db, scope, guard, inquiry.plan);
      return { inquiry, show };
    case 'replay-decision':
      // It answers which steps were taken, for whoever may see the version; histories hold ids and states, and of those words alone.
      return { inquiry, show };
    case 'try-rule':
      // Its figures tell of values of records: for whoever may draw them and run rules.
      requireWork(subject, scope);
      guard.rule(inquiry.expression);
      return { inquiry, show };
    case 'check-evidence':
      // What is found in a file tells what it was sought for.
      if (!may(subject, 'unmask', scope.resource).allowed) throw new Refusal('not_permitted');
      return { inquiry, show };
    case 'list-failures':
    case 'export-failures': {
      const rule = (await probeContent(db, scope.chainId, scope.number, [inquiry.key])).get(inquiry.key);
      if (typeof rule?.data.expression === 'string') guard.rule(rule.data.expression);
      return { inquiry: { ...inquiry, masked: [...guard.mask.names].sort() }, show };
    }
    default:
      return assertNever(inquiry);
  }
}

function requireWork(subject: Subject, { resource }: VersionScope): void {
  const permission = may(subject, 'request_work', resource);
  if (!permission.allowed) throw new Refusal(permission.code);
}

async function populationOf(db: Queryable, { chainId, number }: VersionScope) {
  return populationFact(await readFacts(db, chainId, number)) ?? { columns: [] };
}

/** @throws Refusal `not_permitted` where a draw is planned by what the person may not see */
async function guardPlan(db: Queryable, scope: VersionScope, guard: Guard, plan: DrawPlan): Promise<void> {
  const population = await populationOf(db, scope);
  const named = plan.method === 'mix' ? plan.boundaries.map(({ attribute }) => attribute) : [plan.attribute];
  for (const name of named) guard.column(name, population);
}

async function showMissing(guard: Guard, result: InquiryResult): Promise<InquiryResult> {
  if (result.kind !== 'count-matches') return result;
  const show = await guard.records.shown(result.count.missingKeys);
  return { ...result, count: { ...result.count, missingKeys: result.count.missingKeys.map(show) } };
}

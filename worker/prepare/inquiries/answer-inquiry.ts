import type { Inquiry, InquiryResult } from '#contract/inquiries';
import type { MatchCount } from '#contract/views/version-views';
import { versionPlace } from '#data/files/preparation.queries';
import { assertNever } from '#domain/assert-never';
import { populationFact } from '#domain/phases/planning/population';
import { Refusal } from '#domain/refusals';
import { openPopulation } from '../../analysis/files/population-reader';
import { previewImport } from '../../analysis/files/preview-import';
import { failurePage, failuresFile, tryRule } from '../data-profiling/rule-inquiries';
import { analysisOf } from '../phase/analysis-of';
import type { PrepareContext } from '../phase/preparer';
import { versionFacts, versionItems } from '../phase/version-reader';
import { checkEvidence } from '../request-info/check-evidence';
import { previewDraw } from '../sample-selection/preview-draw';
import { replayDecision } from './replay-decision';
import type { WorkflowCode } from './replay-run';

/** What answering a question needs; it belongs to no chain. */
export interface InquiryContext extends Pick<PrepareContext, 'db' | 'storage' | 'signal' | 'heartbeat'> {
  /** The workflows of today, for replays. */
  workflows: () => Promise<WorkflowCode>;
}

async function countMatches(
  context: InquiryContext,
  { versionId, filter, keys }: Extract<Inquiry, { kind: 'count-matches' }>,
): Promise<MatchCount> {
  const place = await versionPlace(context.db.pool, versionId);
  const population = populationFact(await versionFacts(context.db, place));
  if (population === null) throw new Refusal('upstream_missing');
  const reader = await openPopulation(analysisOf(context), population);
  try {
    const matching = await reader.count(filter);
    const inVersion: string[] = [];
    for await (const { key } of versionItems(context.db, place)) inVersion.push(key);
    const alreadyIn = (await reader.matching(inVersion, filter)).size;
    const held = await reader.matching(keys, null);
    return { matching, alreadyIn, available: matching - alreadyIn, missingKeys: keys.filter((key) => !held.has(key)) };
  } finally {
    await reader.close();
  }
}

/** Answers a question about files or histories. Changes nothing; expected failures are refusals. */
export async function answerInquiry(context: InquiryContext, inquiry: Inquiry): Promise<InquiryResult> {
  switch (inquiry.kind) {
    case 'preview-import':
      return { kind: 'preview-import', preview: await previewImport(analysisOf(context), inquiry.params) };
    case 'count-matches':
      return { kind: 'count-matches', count: await countMatches(context, inquiry) };
    case 'preview-draw':
      return { kind: 'preview-draw', preview: await previewDraw(context, inquiry) };
    case 'try-rule':
      return { kind: 'try-rule', trial: await tryRule(context, inquiry) };
    case 'check-evidence':
      return { kind: 'check-evidence', answers: await checkEvidence(context, inquiry) };
    case 'list-failures':
      return { kind: 'list-failures', page: await failurePage(context, inquiry) };
    case 'export-failures':
      return { kind: 'export-failures', ...(await failuresFile(context, inquiry)) };
    case 'replay-decision':
      return {
        kind: 'replay-decision',
        replay: await replayDecision(context.db, await context.workflows(), inquiry.versionId),
      };
    default:
      return assertNever(inquiry);
  }
}

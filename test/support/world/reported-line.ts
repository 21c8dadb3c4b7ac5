import type { ApprovalPolicy } from '#domain/version/approval-policy';
import type { Storage } from '#storage/storage';
import { editDraft, prepareDraft } from '../preparing';
import { type ChainHandle, decide, GATED, makeChain, send, submit } from './chain';
import { type ObservedLine, observedLine, type TestedCases } from './observed-line';
import type { Scenario } from './scenario';

export const SIGNOFF: ApprovalPolicy = { mode: 'signoff', requiredCount: 3, roles: ['tester', 'test_executive', 'report_owner'] };

/** Two records of one attribute, of which one fails. */
const CASES: TestedCases = {
  INCOME: { 'L-1': { reported: '12345', value: '1234500', pattern: 'scale-100' }, 'L-2': { reported: '5', value: '5' } },
};

/** A line of business of a name of its own, whose tests are done, with a CDE that fails. */
export async function testedLine(scenario: Scenario, key: string): Promise<ObservedLine> {
  return await observedLine(scenario, { key, cases: { 'Olaf One': CASES }, attributes: { INCOME: { cde: true, risk: 8 } } });
}

/** The line's data owner says that their attributes are theirs. */
async function acknowledge({ scenario, owners }: ObservedLine): Promise<void> {
  const { db, cycleReportId } = scenario;
  const chain = await db.prisma.chain.findFirstOrThrow({ where: { cycleReportId, phase: 'data-owner-id' } });
  const rows = await db.prisma.versionItem.findMany({ where: { chainId: chain.id }, orderBy: { number: 'asc' } });
  const judged = new Map(rows.map(({ itemKey, data }) => [itemKey, (data as { judged?: string } | null)?.judged ?? '']));
  const verdicts = [...judged].map(([itemKey, seenHash]) => ({ itemKey, verdict: 'acknowledged' as const, seenHash, reason: '' }));
  const [owner] = owners;
  const { outcome, detail } = await send({ scenario, chainId: chain.id }, owner?.person ?? scenario.tester, 'decide_items', { verdicts });
  if (outcome !== 'applied') throw new Error(detail);
}

/** Has what was observed in a line written and approved, its severity lower than proposed: nothing is left to do in it. */
export async function observe(line: ObservedLine, storage: Storage): Promise<void> {
  await acknowledge(line);
  const versionId = await prepareDraft(line.observations, storage, 'observation-management');
  await editDraft(line.observations, versionId, [
    { key: 'INCOME/scale-100', set: { decision: 'observation', severity: 'low', severityReason: 'Two records.' } },
  ]);
  await approveObservations(line, versionId);
}

/** Has the observations of a reopened line made again and approved as they are. */
export async function observeAgain(line: ObservedLine, storage: Storage): Promise<void> {
  await approveObservations(line, await prepareDraft(line.observations, storage, 'observation-management'));
}

async function approveObservations({ scenario, observations }: ObservedLine, versionId: string): Promise<void> {
  await submit(observations, versionId, {}, GATED);
  await decide(observations, scenario.owner, versionId, 'approve');
}

/** The final report of a scenario, open for its first draft. */
export async function finalReport(scenario: Scenario, policy: ApprovalPolicy = SIGNOFF): Promise<ChainHandle> {
  return await makeChain(scenario, 'final-report', policy);
}

/** A final report that was submitted and waits for its signatures. */
export async function submittedReport(
  scenario: Scenario,
  storage: Storage,
  policy: ApprovalPolicy = SIGNOFF,
): Promise<{ chain: ChainHandle; versionId: string }> {
  const chain = await finalReport(scenario, policy);
  const versionId = await prepareDraft(chain, storage, 'final-report');
  const { outcome, detail } = await submit(chain, versionId, {}, GATED);
  if (outcome !== 'applied') throw new Error(detail);
  return { chain, versionId };
}

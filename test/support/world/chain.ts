import { randomUUID } from 'node:crypto';
import type { PlanPhase } from '#contract/plan';
import { type ChainState, openChain, type PhaseRules } from '#data/chain/chain.transitions';
import { type CommandInput, insertCommand } from '#data/chain/command.commands';
import { processNextChainCommand } from '#data/chain/process-command.transitions';
import { createVersion } from '#data/chain/version.transitions';
import type { ItemChange } from '#domain/item/diff';
import type { ItemData } from '#domain/item/json';
import type { PhaseDefinition } from '#domain/phase/definition';
import type { PhaseName } from '#domain/phase/phase-names';
import { phaseDefinition } from '#domain/phases/registry';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import type { CommandKind } from '#domain/version/commands';
import { type Answer, answerOf, type Extra, type Scenario, trackedStep } from './scenario';
import { openAll, signatureOf } from './signing';
import type { Person } from './world';

/** The real definitions without their gates, for tests that are not about gates. */
export const UNGATED: PhaseRules = {
  definition: (phase: PhaseName): PhaseDefinition => ({ ...phaseDefinition(phase), gates: async () => [] }),
};
/** Real definitions with real gates. */
export const GATED: PhaseRules = { definition: phaseDefinition };

export const OWNER_REVIEW: ApprovalPolicy = { mode: 'review', requiredCount: 1, roles: ['report_owner'] };
export const SELF: ApprovalPolicy = { mode: 'self', requiredCount: 1, roles: [] };

/** One chain of a scenario, with helpers that go through the real functions. */
export interface ChainHandle {
  scenario: Scenario;
  chainId: string;
}

export async function makeChain(
  scenario: Scenario,
  phase: PhaseName = 'planning',
  policy: ApprovalPolicy = OWNER_REVIEW,
  instance = '',
  terms: Partial<Pick<PlanPhase, 'allowanceBusinessHours' | 'escalationBusinessHours' | 'roleAllowances'>> = {},
): Promise<ChainHandle> {
  const planPhase: PlanPhase = { kind: 'phase', phase, policy, allowanceBusinessHours: 8, opensAfter: [], ...terms };
  const { chainId } = await openChain(scenario.db, {
    cycleReportId: scenario.cycleReportId,
    planPhase,
    position: 1,
    instance,
    step: await trackedStep(scenario.db, 'openChain'),
  });
  return { scenario, chainId };
}

export async function* stream(changes: Iterable<ItemChange>): AsyncGenerator<ItemChange> {
  yield* changes;
}

export function put(key: string, data: ItemData): ItemChange {
  return { key, op: 'put', data };
}

export interface DraftHandle {
  versionId: string;
  number: number;
}

/** Creates the draft that is due; by default on the content of its parent, or from nothing. */
export async function makeDraft(
  chain: ChainHandle,
  changes: Iterable<ItemChange>,
  options: { base?: 'parent' | 'approved' | 'empty'; inputs?: { versionId: string }[] } = {},
): Promise<DraftHandle> {
  const { db } = chain.scenario;
  const row = await db.prisma.chain.findUniqueOrThrow({ where: { id: chain.chainId } });
  const due = row.draftDue as unknown as Parameters<typeof createVersion>[1]['due'] | null;
  if (due === null) throw new Error('no draft is due');
  const base = options.base ?? (due.parentVersionId === null ? 'empty' : 'parent');
  const step = await trackedStep(db, 'createVersion');
  return await createVersion(db, { due, chainId: chain.chainId, items: stream(changes), base, inputs: options.inputs ?? [], step });
}

/** Sends a command to the chain and has every waiting command answered. What was seen is filled in unless given. */
export async function send(
  chain: ChainHandle,
  by: Person,
  kind: CommandKind,
  extra: Extra = {},
  rules: PhaseRules = UNGATED,
): Promise<Answer> {
  const { db } = chain.scenario;
  const commandId = extra.commandId ?? randomUUID();
  const version = extra.versionId === undefined ? null : await db.prisma.version.findUniqueOrThrow({ where: { id: extra.versionId } });
  const seen: Extra = version?.versionHash
    ? { seenVersionHash: Buffer.from(version.versionHash).toString('hex') }
    : version
      ? { seenEditRevision: version.editRevision }
      : {};
  await insertCommand(db, by.actor, { kind, targetId: chain.chainId, ...seen, ...extra, commandId } as CommandInput);
  await drain(chain, rules);
  return await answerOf(db, commandId);
}

/** Answers every command of the chain that waits. */
export async function drain(chain: ChainHandle, rules: PhaseRules = UNGATED): Promise<ChainState> {
  const { db } = chain.scenario;
  const step = await trackedStep(db);
  for (;;) {
    const { processed, state } = await processNextChainCommand(db, chain.chainId, { step, rules });
    if (processed === null) return state;
  }
}

export function submit(chain: ChainHandle, versionId: string, extra: Extra = {}, rules: PhaseRules = UNGATED): Promise<Answer> {
  return send(chain, chain.scenario.tester, 'submit_version', { versionId, ...extra }, rules);
}

/** Decides on a version; whoever signs has opened it and what matters of it, agrees, and types their name. */
export async function decide(chain: ChainHandle, by: Person, versionId: string, decision: string, extra: Extra = {}): Promise<Answer> {
  const comment = decision === 'approve' || decision === 'sign' ? '' : 'Please look again.';
  if (decision === 'sign') await openAll(chain.scenario, by, versionId);
  const signed = decision === 'sign' ? { signature: await signatureOf(chain.scenario, by) } : {};
  return await send(chain, by, 'decide_version', { versionId, comment, payload: { decision, ...signed }, ...extra });
}

/** Draft, submission and approval in one go; under `self` the submission is the approval. */
export async function approvedDraft(
  chain: ChainHandle,
  changes: Iterable<ItemChange>,
  options: Parameters<typeof makeDraft>[2] = {},
): Promise<DraftHandle> {
  const draft = await makeDraft(chain, changes, options);
  await submit(chain, draft.versionId);
  const { status } = await chain.scenario.db.prisma.version.findUniqueOrThrow({ where: { id: draft.versionId } });
  if (status === 'pending_approval') await decide(chain, chain.scenario.owner, draft.versionId, 'approve');
  return draft;
}

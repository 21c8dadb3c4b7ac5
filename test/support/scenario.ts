import { randomUUID } from 'node:crypto';
import type { PlanPhase } from '#contract/plan';
import { type ChainState, openChain, type PhaseRules, type StepRef } from '#data/chain/chain.transitions';
import { type CommandInput, insertCommand } from '#data/chain/command.commands';
import { processNextChainCommand, processNextReportCommand } from '#data/chain/process-command.transitions';
import { createVersion } from '#data/chain/version.transitions';
import type { Actor } from '#data/people/actor';
import type { Database } from '#data/sql/connection';
import { beginStep } from '#data/tracking/tracking.transitions';
import type { ItemChange } from '#domain/item/diff';
import type { ItemData } from '#domain/item/json';
import type { Subject } from '#domain/people/permissions';
import type { Role } from '#domain/people/roles';
import type { PhaseDefinition } from '#domain/phase/definition';
import type { PhaseName } from '#domain/phase/phase-names';
import { phaseDefinition } from '#domain/phases/registry';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import type { CommandKind } from '#domain/version/commands';

/** A person with an account: as an actor of commands and as a subject of permissions. */
export interface Person {
  id: string;
  actor: Actor;
  subject: Subject;
}

/** A report in a cycle with everybody it needs, made through the real functions where such exist. */
export interface Scenario {
  db: Database;
  reportId: string;
  cycleReportId: string;
  tester: Person;
  owner: Person;
  executive: Person;
  admin: Person;
}

/** The real definitions without their gates, for tests that are not about gates. */
export const UNGATED: PhaseRules = {
  definition: (phase: PhaseName): PhaseDefinition => ({ ...phaseDefinition(phase), gates: async () => [] }),
};
/** Real definitions with real gates. */
export const GATED: PhaseRules = { definition: phaseDefinition };

export const OWNER_REVIEW: ApprovalPolicy = { mode: 'review', requiredCount: 1, roles: ['report_owner'] };
export const SELF: ApprovalPolicy = { mode: 'self', requiredCount: 1, roles: [] };

/** Creates an account with one role (for the whole installation, unless a scope is given). */
export async function makePerson(
  db: Database,
  role: Role,
  name: string = role,
  scope: { reportId?: string; cycleReportId?: string } = {},
): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${randomUUID().slice(0, 8)}@example.test`;
  const user = await db.prisma.user.create({ data: { email, name, roles: { create: [{ role, ...scope }] } } });
  return { id: user.id, actor: { id: user.id, name, email, role }, subject: { userId: user.id, name, email, roles: [{ role, ...scope }] } };
}

/** A report of one owner and one tester, assigned to a cycle; started unless told otherwise. */
export async function makeScenario(db: Database, options: { started?: boolean } = {}): Promise<Scenario> {
  const suffix = randomUUID().slice(0, 8);
  const [tester, owner, executive, admin] = await Promise.all([
    makePerson(db, 'tester', 'Tess Ter'),
    makePerson(db, 'report_owner', 'Rosa Owner'),
    makePerson(db, 'test_executive', 'Theo Exec'),
    makePerson(db, 'admin', 'Ada Min'),
  ]);
  const report = await db.prisma.report.create({ data: { name: `HMDA LAR ${suffix}`, ownerId: owner.id } });
  const cycle = await db.prisma.testCycle.create({
    data: { name: `2026 Q4 ${suffix}`, startsOn: new Date('2026-10-01'), endsOn: new Date('2026-12-31') },
  });
  const cycleReport = await db.prisma.cycleReport.create({
    data: { cycleId: cycle.id, reportId: report.id, testerId: tester.id, dueOn: new Date('2026-12-15') },
  });
  const scenario: Scenario = { db, reportId: report.id, cycleReportId: cycleReport.id, tester, owner, executive, admin };
  if (options.started !== false) await sendReport(scenario, executive, 'start_report');
  return scenario;
}

/** The step of a tracked activity, as the interceptor writes it. */
export async function trackedStep(
  db: Database,
  activityName = 'processNextCommand',
  workflowId = `test/${randomUUID()}`,
): Promise<StepRef> {
  const step = await beginStep(db, {
    workflowId,
    runId: randomUUID(),
    workflowType: 'phase',
    activityId: randomUUID(),
    activityName,
    attempt: 1,
  });
  return { ...step, activityName };
}

/** What a command says beside its kind. The payload is what a test makes it, so that it may be one that its kind refuses. */
export type Extra = Partial<Omit<CommandInput, 'kind' | 'payload'>> & { payload?: object };

/** Sends a command to the report and has it answered. */
export async function sendReport(scenario: Scenario, by: Person, kind: CommandKind, extra: Extra = {}): Promise<Answer> {
  const { db, cycleReportId } = scenario;
  const commandId = randomUUID();
  await insertCommand(db, by.actor, { commandId, kind, targetId: cycleReportId, ...extra } as CommandInput);
  await processNextReportCommand(db, cycleReportId, await trackedStep(db));
  return await answerOf(db, commandId);
}

export interface Answer {
  commandId: string;
  outcome: string;
  code: string | null;
  detail: string;
}

export async function answerOf(db: Database, commandId: string): Promise<Answer> {
  const receipt = await db.prisma.receipt.findUniqueOrThrow({ where: { commandId } });
  return { commandId, outcome: receipt.outcome, code: receipt.code, detail: receipt.detail };
}

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
): Promise<ChainHandle> {
  const planPhase: PlanPhase = { kind: 'phase', phase, policy, allowanceBusinessHours: 8, opensAfter: [] };
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

export function decide(chain: ChainHandle, by: Person, versionId: string, decision: string, extra: Extra = {}): Promise<Answer> {
  const comment = decision === 'approve' || decision === 'sign' ? '' : 'Please look again.';
  return send(chain, by, 'decide_version', { versionId, comment, payload: { decision }, ...extra });
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

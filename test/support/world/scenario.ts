import { randomUUID } from 'node:crypto';
import type { StepRef } from '#data/chain/chain.transitions';
import { type CommandInput, insertCommand } from '#data/chain/command.commands';
import { processNextReportCommand } from '#data/chain/process-command.transitions';
import type { Database } from '#data/sql/connection';
import { beginStep } from '#data/tracking/tracking.transitions';
import type { CommandKind } from '#domain/version/commands';
import { type Cast, type Person, World, type WorldReport } from './world';

/** A report in a cycle with everybody it needs, to which things happen through the product's functions. */
export interface Scenario extends Omit<WorldReport, keyof Cast>, Cast {
  db: Database;
}

/** A report with everybody it needs, assigned to a cycle; started by its executive unless told otherwise. */
export async function makeScenario(db: Database, options: { started?: boolean } = {}): Promise<Scenario> {
  const suffix = randomUUID().slice(0, 8);
  const world = new World(db);
  const cast = await world.cast();
  const cycleId = await world.cycle(`2026 Q4 ${suffix}`, '2026-10-01', '2026-12-31');
  const report = await world.report(`HMDA LAR ${suffix}`, cast.tester, cast.owner, { cycleId, dueOn: '2026-12-15' });
  const scenario: Scenario = { ...report, ...cast, db };
  if (options.started !== false) await sendReport(scenario, cast.executive, 'start_report');
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
  await processNextReportCommand(db, cycleReportId, { step: await trackedStep(db) });
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

import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { processNextChainCommand, processNextReportCommand } from '#data/chain/process-command.transitions';
import type { Database } from '#data/sql/connection';
import { temporalGateway } from '#dispatch/temporal-gateway';
import type { Subject } from '#domain/people/permissions';
import type { Result } from '#domain/refusals';
import { provideDependencies } from '#server/dependencies';
import type { Session } from '#server/session';
import { openStorage } from '#storage/storage';
import { UNGATED } from './world/chain';
import { answerOf, trackedStep } from './world/scenario';

let asking: Subject | null = null;

/** Gives actions and handlers their servers; who asks is said with `as`. */
export function serveActions(db: Database, temporal: TestWorkflowEnvironment, filesDirectory: string): void {
  process.env.NEXTAUTH_SECRET ??= randomUUID();
  process.env.NEXTAUTH_URL ??= 'http://127.0.0.1:3000';
  process.env.DATABASE_URL ??= 'postgresql://127.0.0.1/unused';
  process.env.COUNTERSIGN_LOG_LEVEL ??= 'silent';
  process.env.COUNTERSIGN_SEARCH_ATTRIBUTES = 'off';
  provideDependencies({
    db,
    temporal: temporalGateway(temporal.client),
    storage: openStorage(filesDirectory),
    subject: async () => asking,
    session: async () => asking && sessionOf(asking),
  });
}

/** A session of somebody whose sessions were never ended, until tomorrow. */
export function sessionOf({ userId }: Subject): Session {
  return { userId, sessionEpoch: 0, sessionId: randomUUID(), expiresAtMs: Date.now() + 86_400_000 };
}

/** Does something as a person with a session, or as nobody. */
export async function as<T>(subject: Subject | null, work: () => Promise<T>): Promise<T> {
  asking = subject;
  try {
    return await work();
  } finally {
    asking = null;
  }
}

/** Has every waiting command of a chain answered, as the workflow's activity does. */
async function answerChain(db: Database, chainId: string): Promise<void> {
  const step = await trackedStep(db);
  while ((await processNextChainCommand(db, chainId, { step, rules: UNGATED })).processed !== null);
}

/** Has every waiting command of a cycle report answered, as the workflow's activity does. */
export async function answerReport(db: Database, cycleReportId: string): Promise<void> {
  const step = await trackedStep(db);
  while ((await processNextReportCommand(db, cycleReportId, { step })).processed !== null);
}

/** What became of an action: "done", or the code that it, or the receipt of its command, refused with. */
export async function outcomeOf(
  db: Database,
  result: Result<unknown>,
  target: { chainId: string } | { cycleReportId: string },
): Promise<string> {
  if (!result.ok) return result.code;
  const value = result.value;
  if (typeof value !== 'object' || value === null || !('seq' in value) || !('commandId' in value) || value.seq === 0) return 'done';
  await ('chainId' in target ? answerChain(db, target.chainId) : answerReport(db, target.cycleReportId));
  const answer = await answerOf(db, String(value.commandId));
  return answer.outcome === 'applied' ? 'done' : (answer.code ?? 'refused without a code');
}

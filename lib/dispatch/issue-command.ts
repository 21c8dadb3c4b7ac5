import { SIGNAL_FOR_COMMAND } from '#contract/doorbells';
import { type CommandInput, insertCommand } from '#data/chain/command.commands';
import { type CycleReportScope, requireChain, requireCycleReport } from '#data/people/access.queries';
import type { Database } from '#data/sql/connection';
import type { Principal, Subject } from '#domain/people/permissions';
import { Refusal, type Result, refused } from '#domain/refusals';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import { COMMAND_TARGET } from '#domain/version/commands';
import { roleFor } from './actor-for';
import { reportStart } from './report-start';
import type { TemporalGateway } from './temporal-gateway';

export interface DispatchDependencies {
  db: Database;
  temporal: TemporalGateway;
  /** `on` unless the namespace has no custom search attributes; read from the environment when absent. */
  searchAttributes?: 'on' | 'off';
}

export interface IssuedCommand {
  commandId: string;
  /** Place in its target's sequence, from 1. */
  seq: number;
  /** False where Temporal could not be reached: the relay rings again, and nothing is lost. */
  rang: boolean;
}

/**
 * Steps 2 and 3 of the one path: permission on the target's report, the command with its audit row in one transaction,
 * then the doorbell. The outcome is the receipt that the workflow writes. Expected failures are values.
 */
export async function issueCommand(
  dependencies: DispatchDependencies,
  subject: Subject,
  input: CommandInput,
): Promise<Result<IssuedCommand>> {
  const { db } = dependencies;
  try {
    const { scope, policy } = await targetScope(db, subject, input);
    const { permission, role, onBehalfOf } = roleFor(subject, input.kind, scope.resource, policy);
    if (!permission.allowed) return refused(permission.code);
    if (role === null) return refused('not_permitted');
    if (input.kind === 'start_report') {
      if (scope.testerId === null || scope.ownerId === null) return refused('report_not_ready');
      // Kept before the command, so that whoever rings for it later finds what to start.
      await reportStart(db, scope.cycleReportId, dependencies.searchAttributes);
    }
    const { commandId, seq, workflowId } = await insertCommand(
      db,
      { id: subject.userId, name: subject.name, email: subject.email, role },
      stating(input, onBehalfOf),
    );
    return { ok: true, value: { commandId, seq, rang: await ring(dependencies, input, scope.cycleReportId, workflowId) } };
  } catch (error) {
    if (error instanceof Refusal) return refused(error.code, error.detail);
    throw error;
  }
}

/** A command says whom its sender acts for; what a caller may have put there is not believed. */
function stating(input: CommandInput, onBehalfOf: Principal | null): CommandInput {
  const { onBehalfOf: _claimed, ...payload } = input.payload ?? {};
  return {
    ...input,
    payload: onBehalfOf === null ? payload : { ...payload, onBehalfOf: { userId: onBehalfOf.userId, name: onBehalfOf.name } },
  };
}

async function targetScope(
  db: Database,
  subject: Subject,
  input: CommandInput,
): Promise<{ scope: CycleReportScope; policy: ApprovalPolicy | null }> {
  if (COMMAND_TARGET[input.kind] === 'cycle_report')
    return { scope: await requireCycleReport(db.pool, subject, input.targetId), policy: null };
  const scope = await requireChain(db.pool, subject, input.targetId);
  return { scope, policy: scope.policy };
}

async function ring(
  { db, temporal }: DispatchDependencies,
  input: CommandInput,
  cycleReportId: string,
  workflowId: string,
): Promise<boolean> {
  const signal = SIGNAL_FOR_COMMAND[input.kind];
  try {
    if (signal !== null) {
      const doorbell = { commandId: input.commandId, ...(input.versionId === undefined ? {} : { versionId: input.versionId }) };
      return (await temporal.ring(workflowId, signal, doorbell)) === 'rung';
    }
    const { workflowType, input: start } = await reportStart(db, cycleReportId);
    return (await temporal.startReport(workflowType, start)) === 'started';
  } catch {
    // The command is committed: whatever kept the bell from ringing, the relay rings it within seconds and says why it cannot.
    return false;
  }
}

import type { Logger } from 'pino';
import { cycleReportWorkflowId } from '#contract/names';
import { type CommandInput, type CommandTarget, insertCommand } from '#data/chain/command.commands';
import { guardCommand } from '#data/chain/command-guard.queries';
import { defaultVersionInForce } from '#data/chain/default-version.queries';
import {
  type ChainScope,
  type CycleReportScope,
  requireChain,
  requireCycleReport,
  requireVersion,
  type VersionScope,
} from '#data/people/access.queries';
import type { Database } from '#data/sql/connection';
import { may, type Principal, type Subject } from '#domain/people/permissions';
import { reportTitle, versionInWords } from '#domain/phase/chain-address';
import { phaseDefinition } from '#domain/phases/registry';
import { Refusal } from '#domain/refusals';
import { parsePayload } from '#domain/version/command-payload';
import { COMMANDS, type CommandKind } from '#domain/version/commands';
import type { CycleReportType } from '#domain/version/workflow-types';
import { roleFor } from './actor-for';
import { reportStart } from './report-start';
import { requireRecords } from './require-records';
import type { TemporalGateway } from './temporal-gateway';
import { beginTrace, noteIds } from './traced-work';

export interface DispatchDependencies {
  db: Database;
  temporal: TemporalGateway;
  /** `on` unless the namespace has no custom search attributes; read from the environment when absent. */
  searchAttributes?: 'on' | 'off';
  /** Where it is told that a command was recorded, by ids alone; nowhere when absent. */
  log?: Pick<Logger, 'info' | 'warn'>;
}

export interface IssuedCommand {
  commandId: string;
  /** Place in its target's sequence, from 1. */
  seq: number;
  /** False where Temporal could not be reached: the relay rings again, and nothing is lost. */
  rang: boolean;
}

/** A command as its sender has it: a command on a version needs no target, because the version's chain is that. */
export type IssuedInput = {
  [K in CommandKind]: Omit<Extract<CommandInput, { kind: K }>, 'targetId'> & { targetId?: string };
}[CommandKind];

/** A command that has no id yet. */
export type UnsentCommand = { [K in CommandKind]: Omit<Extract<IssuedInput, { kind: K }>, 'commandId'> }[CommandKind];

/** What a command's target was found to be; of a version only where the command names one. */
export type TargetScope = CycleReportScope | ChainScope | VersionScope;

/**
 * Steps 2 and 3 of the one path: permission on the target's report, the command with its audit row in one transaction,
 * then the doorbell. The outcome is the receipt that the workflow writes. `require` looks, with the target as it was found,
 * after what else must hold before anything is written.
 * @throws Refusal `not_found`, what the permission refuses, `report_not_ready`, and as `insertCommand` and `requireRecords` say
 */
export async function issueCommand(
  dependencies: DispatchDependencies,
  subject: Subject,
  input: IssuedInput,
  require: (scope: TargetScope) => Promise<void> = async () => undefined,
): Promise<IssuedCommand> {
  const { kind, commandId, versionId } = input;
  const ids = { commandId, ...(versionId === undefined ? {} : { versionId }) };
  return await beginTrace(`Command:${kind}`, ids, () => issue(dependencies, subject, input, require));
}

async function issue(
  dependencies: DispatchDependencies,
  subject: Subject,
  input: IssuedInput,
  require: (scope: TargetScope) => Promise<void>,
): Promise<IssuedCommand> {
  const { db, log } = dependencies;
  const scope = await targetScope(db, subject, input);
  await require(scope);
  const { permission, role, onBehalfOf } = roleFor(subject, input.kind, scope.resource, 'policy' in scope ? scope.policy : null);
  if (!permission.allowed) throw new Refusal(permission.code);
  if (role === null) throw new Refusal('not_permitted');
  if (input.kind === 'start_report') {
    if (scope.testerId === null || scope.ownerId === null) throw new Refusal('report_not_ready');
    // Kept before the command, so that whoever rings for it later finds what to start.
    await reportStart(db, scope.cycleReportId, dependencies.searchAttributes, await chosenVersion(db, subject, input, scope));
  }
  const actor = { id: subject.userId, role };
  const target = targetOf(scope);
  const asked = 'versionId' in scope ? await guardCommand(db.pool, subject, scope, input) : input;
  if ('versionId' in scope && phaseDefinition(scope.phase).takesAdditions === true && 'additions' in asked && asked.additions?.length)
    await requireRecords(dependencies.temporal, scope.versionId, asked.additions);
  noteIds({ workflowId: target.workflowId });
  const { commandId, seq, repeated } = await insertCommand(db, actor, { ...stating(asked, onBehalfOf), targetId: target.id }, target);
  log?.info({ kind: input.kind, seq }, repeated ? 'a command was sent again' : 'a command was recorded');
  return { commandId, seq, rang: !isForRelay(scope) && (await ring(dependencies, input, target)) };
}

/**
 * The version of the process that a start asks for. Another than the default is chosen by whoever may change it later, with a reason.
 * @throws Refusal `invalid_input`, `not_permitted`, `reason_required`
 */
async function chosenVersion(
  db: Database,
  subject: Subject,
  { payload, comment = '' }: Extract<IssuedInput, { kind: 'start_report' }>,
  { resource }: TargetScope,
): Promise<CycleReportType> {
  const usual = await defaultVersionInForce(db.pool);
  const { workflowType = usual } = parsePayload('start_report', payload);
  if (workflowType === usual) return workflowType;
  const permission = may(subject, 'upgrade', resource);
  if (!permission.allowed) throw new Refusal(permission.code);
  if (comment.trim() === '') throw new Refusal('reason_required');
  return workflowType;
}

/** A decision says whom its sender acts for; what a caller may have put there is not believed. */
function stating(input: IssuedInput, onBehalfOf: Principal | null): IssuedInput {
  if (!('payload' in input) || input.payload === undefined || !('decision' in input.payload)) return input;
  const { decision, signature } = input.payload;
  const principal = onBehalfOf === null ? {} : { onBehalfOf: { userId: onBehalfOf.userId } };
  const signed = signature === undefined ? {} : { signature };
  return { ...input, payload: { decision, ...signed, ...principal } } as IssuedInput;
}

/** The one look-up of what a command is about. @throws Refusal `not_found` */
async function targetScope(db: Database, subject: Subject, { kind, targetId, versionId }: IssuedInput): Promise<TargetScope> {
  if (COMMANDS[kind].target === 'cycle_report') return await requireCycleReport(db.pool, subject, targetId ?? '');
  if (versionId === undefined) return await requireChain(db.pool, subject, targetId ?? '');
  const scope = await requireVersion(db.pool, subject, versionId);
  if (targetId !== undefined && targetId !== scope.chainId) throw new Refusal('not_found');
  return scope;
}

function targetOf(scope: TargetScope): CommandTarget {
  const { cycleReportId } = scope;
  if ('chainId' in scope) {
    const subject = versionInWords(scope, 'number' in scope ? scope.number : null);
    return { id: scope.chainId, cycleReportId, phase: scope.phase, workflowId: scope.workflowId, subject };
  }
  const subject = reportTitle(scope);
  return { id: cycleReportId, cycleReportId, phase: null, workflowId: cycleReportWorkflowId(cycleReportId), subject };
}

/**
 * A report whose database is behind takes nothing but to be started anew. A worker ends first what runs: the run that is ahead must not
 * answer it.
 */
function isForRelay({ resource }: TargetScope): boolean {
  return resource.behind === true;
}

async function ring({ db, temporal, log }: DispatchDependencies, input: IssuedInput, target: CommandTarget): Promise<boolean> {
  const { signal } = COMMANDS[input.kind];
  try {
    if (signal !== null) {
      const doorbell = { commandId: input.commandId, ...(input.versionId === undefined ? {} : { versionId: input.versionId }) };
      return (await temporal.ring(target.workflowId, signal, doorbell)) === 'rung';
    }
    const { workflowType, input: start } = await reportStart(db, target.cycleReportId);
    return (await temporal.startReport(workflowType, start)) === 'started';
  } catch (error) {
    // The command is committed: whatever kept the bell from ringing, the relay rings it within seconds.
    log?.warn(
      { reason: error instanceof Error ? error.message : String(error) },
      'a recorded command could not be rung for; the relay does',
    );
    return false;
  }
}

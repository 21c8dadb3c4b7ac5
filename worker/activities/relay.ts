import type { Logger } from 'pino';
import { refuseCommand } from '#data/chain/receipt.transitions';
import { waitingPackages } from '#data/packages/packages.queries';
import { storedStart } from '#data/report/start-input.queries';
import type { Database } from '#data/sql/connection';
import { acceptTables, isBehind } from '#data/tracking/reconcile.transitions';
import { restartWaits, type UnansweredCommand, unansweredCommands } from '#data/tracking/relay.queries';
import { isTracked } from '#data/tracking/tracking.transitions';
import type { TemporalGateway } from '#dispatch/temporal-gateway';
import { beginTrace } from '#dispatch/traced-work';
import { COMMANDS } from '#domain/version/commands';

export type RelayOutcome = 'rung' | 'started' | 'refused' | 'waits';

export interface RelayDependencies {
  db: Database;
  temporal: TemporalGateway;
  log: Logger;
}

/**
 * Rings again for every command that has waited longer than `olderThanMs`, and starts the workflow of a start command.
 * Refuses only where the tables know a run of the workflow and Temporal says that it is closed or gone.
 */
export async function relayOnce(
  dependencies: RelayDependencies,
  olderThanMs: number,
): Promise<{ command: UnansweredCommand; outcome: RelayOutcome }[]> {
  const commands = await unansweredCommands(dependencies.db, olderThanMs);
  const outcomes: { command: UnansweredCommand; outcome: RelayOutcome }[] = [];
  for (const command of commands) outcomes.push({ command, outcome: await relayCommand(dependencies, command) });
  return outcomes;
}

/** Starts the workflow of every package that has waited longer than this, where Temporal was away when it was asked for. */
export async function relayPackages({ db, temporal }: Pick<RelayDependencies, 'db' | 'temporal'>, olderThanMs: number): Promise<void> {
  for (const packageId of await waitingPackages(db, olderThanMs)) await temporal.startPackage(packageId);
}

/** Its ring begins a trace: that of the click is not known here, and is found by the command's id. */
async function relayCommand(dependencies: RelayDependencies, command: UnansweredCommand): Promise<RelayOutcome> {
  const { kind, commandId, versionId, workflowId } = command;
  const ids = { commandId, workflowId, ...(versionId === null ? {} : { versionId }) };
  return await beginTrace(`Relay:${kind}`, ids, () => ringFor(dependencies, command));
}

async function ringFor(dependencies: RelayDependencies, command: UnansweredCommand): Promise<RelayOutcome> {
  const { db, temporal, log } = dependencies;
  await endWhatIsAhead(dependencies, command);
  const signal = COMMANDS[command.kind].signal;
  if (signal === null) return await startReport(dependencies, command);
  const ring = { commandId: command.commandId, ...(command.versionId === null ? {} : { versionId: command.versionId }) };
  if ((await temporal.ring(command.workflowId, signal, ring)) === 'rung') return 'rung';
  if (await restartWaits(db, command.cycleReportId)) {
    // The restart behind it in the same sequence brings the workflow back, which then answers this command first.
    return command.targetKind === 'cycle_report' ? await startReport(dependencies, command) : 'waits';
  }
  if (!(await isTracked(db, command.workflowId))) return 'waits';
  log.warn({ command }, 'the workflow is closed or gone: the command is refused');
  await refuseCommand(db, command.commandId, 'workflow_not_running', null);
  return 'refused';
}

/**
 * A restart of a report whose database is older than its workflows ends these first: what they know is not in the tables. Whoever dies between the
 * steps does them again; once the tables are accepted no run is ended any more.
 */
async function endWhatIsAhead({ db, temporal, log }: RelayDependencies, { cycleReportId }: UnansweredCommand): Promise<void> {
  if (!(await isBehind(db, cycleReportId)) || !(await restartWaits(db, cycleReportId))) return;
  log.warn({ cycleReportId }, 'the workflows of a report are ended, since the database is older and is gone on from');
  await temporal.endReport(cycleReportId, 'The database is older; an administrator goes on from what it says.');
  await acceptTables(db, cycleReportId);
}

async function startReport({ db, temporal, log }: RelayDependencies, command: UnansweredCommand): Promise<RelayOutcome> {
  const start = await storedStart(db, command.cycleReportId);
  if (!start?.input || start.workflowType === null) {
    log.error({ command }, 'a start was asked for before its input was kept');
    await refuseCommand(db, command.commandId, 'report_not_ready', null);
    return 'refused';
  }
  if ((await temporal.startReport(start.workflowType, start.input)) === 'started') return 'started';
  await refuseCommand(db, command.commandId, 'search_attribute_missing', null);
  return 'refused';
}

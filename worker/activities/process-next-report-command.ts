import { Context } from '@temporalio/activity';
import type { ReportState } from '#data/chain/chain-state';
import { closeSignedReport } from '#data/chain/close-signed-report.commands';
import { processNextReportCommand as processNext } from '#data/chain/process-command.transitions';
import { oldestUnanswered } from '#data/tracking/relay.queries';
import { noteIds } from '#dispatch/traced-work';
import type { CommandKind } from '#domain/version/commands';
import { currentStep } from '../interceptors/current-step';
import { activityFailure } from '../interceptors/failures';
import type { ActivityDependencies } from './dependencies';

export type { ReportState };

export interface ProcessedReportCommand {
  processed: string | null;
  /** What kind was processed; the workflow tries its phases again after a restart. */
  kind: CommandKind | null;
  state: ReportState;
}

/**
 * Applies or refuses the report's oldest command without a receipt; `processed: null` when none is left. A report that is signed has its closing
 * asked for first.
 */
export function processNextReportCommandWith({ db, log }: ActivityDependencies) {
  return async function processNextReportCommand({ cycleReportId }: { cycleReportId: string }): Promise<ProcessedReportCommand> {
    // The last signature only approves: closing would lock all chains of the report after one of them.
    await closeSignedReport(db, cycleReportId);
    const next = await oldestUnanswered(db, 'cycle_report', cycleReportId);
    try {
      if (next) noteIds({ commandId: next.commandId });
      const answered = await processNext(db, cycleReportId, { step: currentStep(), again: Context.current().info.attempt > 1 });
      if (answered.processed !== null) {
        noteIds({ commandId: answered.processed });
        log.info('a command was answered');
      }
      return answered;
    } catch (error) {
      throw activityFailure(error, Context.current().info.attempt, next ? { commandId: next.commandId } : undefined);
    }
  };
}

import { getExternalWorkflowHandle, isCancellation, log, type SignalDefinition } from '@temporalio/workflow';
import { Doorbell } from './doorbell';
import { failedCommandId, rootMessage } from './failures';
import { archiveHistory, refuseCommand } from './proxies';

/**
 * Answers the commands of one target, a chain or a report, whenever somebody rings. Every workflow with commands holds one:
 * it owns the doorbell, the draining, the refusal of what failed for good, and the archive (architecture.md, "The one path").
 */
export class CommandLoop {
  readonly doorbell = new Doorbell();

  /**
   * @param processNext answers the target's oldest command without a receipt and takes in the state that follows; false
   *   where none was left.
   */
  constructor(private readonly processNext: () => Promise<boolean>) {}

  /** Applies or refuses commands in their own sequence until none is left; true where there was any. */
  async drain(): Promise<boolean> {
    for (let count = 0; ; count += 1) {
      try {
        if (!(await this.processNext())) return count > 0;
      } catch (error) {
        const commandId = failedCommandId(error);
        if (commandId === null) throw error;
        log.error('a command failed for good and is refused', { commandId, reason: rootMessage(error) });
        await refuseCommand({ commandId });
      }
    }
  }

  /** Answers what was asked for too late, until nobody rings any more: the last thing a run does. */
  async drainToTheEnd(): Promise<void> {
    do {
      this.doorbell.clear();
      await this.drain();
    } while (this.doorbell.isRinging);
  }

  /** Copies what the history has grown by; a copy that fails is left to the reconciler. */
  async archive(): Promise<void> {
    try {
      await archiveHistory();
    } catch (error) {
      if (isCancellation(error)) throw error;
      log.warn('the history is archived later, by the reconciler', { reason: rootMessage(error) });
    }
  }
}

/**
 * Signals a workflow by its id alone: a run id would miss one that has continued as new. One that is not running stays
 * untold, with `otherwise` in the log.
 */
export async function signalIfRunning<Told extends unknown[]>(
  workflowId: string,
  signal: SignalDefinition<Told>,
  otherwise: string,
  ...told: Told
): Promise<void> {
  try {
    await getExternalWorkflowHandle(workflowId).signal(signal, ...told);
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn(otherwise, { workflowId, reason: rootMessage(error) });
  }
}

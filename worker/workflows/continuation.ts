import { workflowInfo } from '@temporalio/workflow';
import { CONTINUE_AFTER_EVENTS } from '#contract/cycle-report';

/** Whether the history has grown so long that the run should go on in a new one. */
export function historyIsLong(continueAfterEvents: number | undefined): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength >= (continueAfterEvents ?? CONTINUE_AFTER_EVENTS);
}

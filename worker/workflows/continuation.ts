import { patched, workflowInfo } from '@temporalio/workflow';
import { CONTINUE_AFTER_EVENTS } from '#contract/cycle-report';

/** Whether the history has grown so long that the run should go on in a new one. */
export function historyIsLong(continueAfterEvents: number | undefined): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength >= (continueAfterEvents ?? CONTINUE_AFTER_EVENTS);
}

/**
 * Whether a loop leaves what rings to the run that continues it, which begins by looking: where somebody rings whenever it looks up, it would not
 * come to its end, and Temporal ends a run that has grown too long. Asked only where something rings; a run of before goes on until nothing does.
 */
export function leavesRings(continueAfterEvents: number | undefined): boolean {
  return historyIsLong(continueAfterEvents) && patched('rings-left');
}

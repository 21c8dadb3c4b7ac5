'use server';
import { cancelWorkInput } from '#contract/action-inputs';
import { command } from '#server/command';

/** Ends long work that still runs; the draft stays as it was. */
export const cancelWork = command(cancelWorkInput, (input) => ({
  commandId: input.commandId,
  kind: 'cancel_work',
  targetId: input.chainId,
  payload: { workId: input.workId },
}));

'use server';
import { reopenPhaseInput } from '#contract/action-inputs';
import { command } from '#server/command';

/** Reopens an approved phase with a reason; later phases built from it become stale if its content changes. */
export const reopenPhase = command(reopenPhaseInput, (input) => ({
  commandId: input.commandId,
  kind: 'reopen_phase',
  targetId: input.chainId,
  comment: input.reason,
}));

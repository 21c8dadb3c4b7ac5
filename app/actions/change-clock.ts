'use server';
import { changeClockInput } from '#contract/action-inputs';
import { command } from '#server/command';

/** Pauses, resumes or extends the clock of a phase with a reason, or has it counted by the calendar in force. */
export const changeClock = command(changeClockInput, ({ commandId, chainId, act, hours, reason }) => ({
  commandId,
  kind: 'change_clock',
  targetId: chainId,
  comment: reason,
  payload: { act, ...(hours === undefined ? {} : { minutes: hours * 60 }) },
}));

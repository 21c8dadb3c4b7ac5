'use server';
import { sendDecisionInput } from '#contract/action-inputs';
import { command } from '#server/command';

/** Approves, signs, rejects or requests changes, with verdicts on items and requested additions. */
export const sendDecision = command(sendDecisionInput, (input) => ({
  commandId: input.commandId,
  kind: 'decide_version',
  versionId: input.versionId,
  seenVersionHash: input.seenVersionHash,
  comment: input.comment,
  payload: { decision: input.decision },
  verdicts: input.verdicts,
  additions: input.additions,
}));

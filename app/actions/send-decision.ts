'use server';
import { sendDecisionInput } from '#contract/action-inputs';
import { chainOfVersion } from '#data/version/version-target.queries';
import { command } from '#server/command';

/** Approves, signs, rejects or requests changes, with verdicts on items and requested additions. */
export const sendDecision = command(sendDecisionInput, async (input, { db }) => ({
  commandId: input.commandId,
  kind: 'decide_version',
  targetId: await chainOfVersion(db.pool, input.versionId),
  versionId: input.versionId,
  seenVersionHash: input.seenVersionHash,
  comment: input.comment,
  payload: { decision: input.decision },
  verdicts: input.verdicts,
  additions: input.additions,
}));

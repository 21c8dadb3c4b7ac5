'use server';
import { sendDecisionInput } from '#contract/action-inputs';
import { commitmentToOwnName } from '#data/people/own-name.queries';
import { action } from '#server/action';
import { send } from '#server/command';

/** Approves, signs, rejects or requests changes, with verdicts on items and requested additions. */
export const sendDecision = action(sendDecisionInput, async (context, input) => {
  const { signature, decision } = input;
  const signed =
    signature === undefined
      ? {}
      : {
          signature: {
            consentSha256: signature.consentSha256,
            nameCommitment: await commitmentToOwnName(context.db.pool, context.subject, signature.typedName),
            pdfSha256: signature.pdfSha256,
          },
        };
  return await send(context, {
    commandId: input.commandId,
    kind: 'decide_version',
    versionId: input.versionId,
    seenVersionHash: input.seenVersionHash,
    comment: input.comment,
    payload: { decision, ...signed },
    verdicts: input.verdicts,
    additions: input.additions,
  });
});

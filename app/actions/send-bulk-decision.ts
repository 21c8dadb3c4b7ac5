'use server';
import { type BulkDecisionRow, sendBulkDecisionInput } from '#contract/action-inputs';
import { requireOpened } from '#data/version/version-target.queries';
import { Refusal } from '#domain/refusals';
import { action } from '#server/action';
import { send } from '#server/command';
import { failureOf } from '#server/failure';

/** One decision on several versions, with an outcome for each: only versions this person has opened at that hash, never sign-offs. */
export const sendBulkDecision = action(sendBulkDecisionInput, async (context, { decision, comment, rows }) => {
  const outcomes: BulkDecisionRow[] = [];
  for (const { commandId, versionId, seenVersionHash } of rows) {
    const asked = { commandId, kind: 'decide_version' as const, versionId, seenVersionHash, comment, payload: { decision } };
    try {
      await send(context, asked, async (scope) => {
        if ('policy' in scope && scope.policy.mode === 'signoff')
          throw new Refusal('not_permitted', 'A sign-off is made on the decision screen.');
        await requireOpened(context.db.pool, context.subject, versionId, seenVersionHash);
      });
      outcomes.push({ versionId, commandId, ok: true });
    } catch (error) {
      const { code, message } = failureOf(error, 'bulk decision');
      outcomes.push({ versionId, commandId, ok: false, code, message });
    }
  }
  return outcomes;
});

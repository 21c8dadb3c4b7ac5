'use server';
import { type BulkDecisionRow, sendBulkDecisionInput } from '#contract/action-inputs';
import { bulkDecisionTarget } from '#data/version/version-target.queries';
import { issueCommand } from '#dispatch/issue-command';
import { refused } from '#domain/refusals';
import { action } from '#server/action';
import { failureOf } from '#server/failure';

/** One decision on several versions, with an outcome for each: only versions this person has opened at that hash, never sign-offs. */
export const sendBulkDecision = action(sendBulkDecisionInput, async ({ db, temporal, subject }, { decision, comment, rows }) => {
  const outcomes: BulkDecisionRow[] = [];
  for (const { commandId, versionId, seenVersionHash } of rows) {
    const row = { versionId, commandId };
    try {
      const target = await bulkDecisionTarget(db.pool, subject, versionId, seenVersionHash);
      const result = target.signoff
        ? refused('not_permitted', 'A sign-off is made on the decision screen.')
        : target.opened
          ? await issueCommand({ db, temporal }, subject, {
              ...row,
              kind: 'decide_version',
              targetId: target.chainId,
              seenVersionHash,
              comment,
              payload: { decision },
            })
          : refused('not_opened');
      outcomes.push(result.ok ? { ...row, ok: true } : { ...row, ok: false, code: result.code, message: result.message });
    } catch (error) {
      const { code, message } = failureOf(error, 'bulk decision');
      outcomes.push({ ...row, ok: false, code, message });
    }
  }
  return outcomes;
});

'use server';
import { requestRuleImportInput } from '#contract/work-inputs';
import { requireUploaded } from '#data/files/uploads.queries';
import { requireVersion } from '#data/people/access.queries';
import { command } from '#server/command';

/** Reads a file of executable edits into the draft as rules, as long work in the worker. */
export const requestRuleImport = command(requestRuleImportInput, async (input, { db, subject }) => {
  const scope = await requireVersion(db.pool, subject, input.versionId);
  await requireUploaded(db.pool, scope.cycleReportId, [input.params]);
  return {
    commandId: input.commandId,
    kind: 'request_work',
    targetId: scope.chainId,
    versionId: input.versionId,
    seenEditRevision: input.seenEditRevision,
    payload: { kind: 'import-rules', params: { ...input.params } },
  };
});

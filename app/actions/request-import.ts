'use server';
import { requestImportInput } from '#contract/work-inputs';
import { requireUploads } from '#data/files/uploads.queries';
import { requireVersion } from '#data/people/access.queries';
import { command } from '#server/command';

/** Reads a dictionary and a data file into the draft, as long work in the worker. */
export const requestImport = command(requestImportInput, async (input, { db, subject }) => {
  const scope = await requireVersion(db.pool, subject, input.versionId);
  await requireUploads(db.pool, scope.cycleReportId, input.params);
  return {
    commandId: input.commandId,
    kind: 'request_work',
    targetId: scope.chainId,
    versionId: input.versionId,
    seenEditRevision: input.seenEditRevision,
    payload: { kind: 'import', params: { ...input.params } },
  };
});

'use server';
import { requestImportInput } from '#contract/work-inputs';
import { chainOfVersion } from '#data/version-target.queries';
import { requireUploads } from '#data/uploads.queries';
import { command } from '#server/command';

/** Reads a dictionary and a data file into the draft, as long work in the worker. */
export const requestImport = command(requestImportInput, async (input, { db, subject }) => {
  await requireUploads(db, subject, input.versionId, input.params);
  return {
    commandId: input.commandId,
    kind: 'request_work',
    targetId: await chainOfVersion(db.pool, input.versionId),
    versionId: input.versionId,
    seenEditRevision: input.seenEditRevision,
    payload: { kind: 'import', params: { ...input.params } },
  };
});

'use server';
import { requestProfileInput } from '#contract/work-inputs';
import { chainOfVersion } from '#data/version/version-target.queries';
import { command } from '#server/command';

/** Profiles the population where it is new and runs the rules that have no result of it, as long work in the worker. */
export const requestProfile = command(requestProfileInput, async (input, { db }) => ({
  commandId: input.commandId,
  kind: 'request_work',
  targetId: await chainOfVersion(db.pool, input.versionId),
  versionId: input.versionId,
  seenEditRevision: input.seenEditRevision,
  payload: { kind: 'profile', params: { ...input.params } },
}));

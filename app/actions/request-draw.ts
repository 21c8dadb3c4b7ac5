'use server';
import { randomBytes } from 'node:crypto';
import { itemDataSchema } from '#contract/action-inputs';
import { requestDrawInput, withSeed } from '#contract/work-inputs';
import { chainOfVersion } from '#data/version/version-target.queries';
import { command } from '#server/command';

/** Draws records into the draft. The server makes the seed, so that nobody can choose the sample by choosing it. */
export const requestDraw = command(requestDrawInput, async (input, { db }) => ({
  commandId: input.commandId,
  kind: 'request_work',
  targetId: await chainOfVersion(db.pool, input.versionId),
  versionId: input.versionId,
  seenEditRevision: input.seenEditRevision,
  payload: { kind: 'draw', params: itemDataSchema.parse(withSeed(input.params, randomBytes(16).toString('hex'))) },
}));

'use server';
import { randomBytes } from 'node:crypto';
import { drawRequestSchema, withSeed } from '#contract/work-inputs';
import { requestWork } from '#server/work';

/** Draws records into the draft. The server makes the seed, so that nobody can choose the sample by choosing it. */
export const requestDraw = requestWork('draw', drawRequestSchema, {
  complete: (params) => withSeed(params, randomBytes(16).toString('hex')),
});

import { createHash } from 'node:crypto';

/** Seed of a draw that a reviewer's request causes: follows from the version looked at and the request's place, so that the same work gives the same records anywhere. */
export function requestSeed(versionHash: string, ordinal: number): string {
  return createHash('sha256').update(`${versionHash}/${ordinal}`, 'utf8').digest('hex');
}

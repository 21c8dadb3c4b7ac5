import { createHash } from 'node:crypto';
import { canonicalJson } from '../item/canonical-json';
import type { Json } from '../item/json';

/**
 * Hash of one archived stretch of a run's history: SHA-256 over the hash before it (nothing for the first) and the
 * canonical JSON (RFC 8785) of its events, so that a changed, missing or reordered segment breaks the chain.
 */
export function historySegmentHash(previous: Uint8Array | null, events: readonly Json[]): Buffer {
  const hash = createHash('sha256');
  if (previous) hash.update(previous);
  return hash.update(canonicalJson(events), 'utf8').digest();
}

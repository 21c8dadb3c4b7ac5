import { type Checkpoint, originOf } from './checkpoint';
import { fingerprint, isSignedBy, type Note } from './signed-note';

export interface TrustedKey {
  /** 32 bytes. */
  publicKey: Buffer;
  /** Number of the first checkpoint for which this key does not count any more; null where it was not revoked. */
  revokedFrom: number | null;
}

/** The keys whose signatures count, and who vouches for them. */
export interface TrustedKeys {
  keys: readonly TrustedKey[];
  /** The database names its own keys, so that whoever rewrites the one may rewrite the other. */
  source: 'key file' | 'database';
}

/** Which of the keys signed this checkpoint: its fingerprint, or in words why none counts. */
export type Signed = { by: string; publicKey: Buffer } | { why: string };

/** Looks for a key that counts and that signed the checkpoint under the installation's name. */
export function signedBy(note: Note, checkpoint: Checkpoint, { keys }: TrustedKeys): Signed {
  const name = originOf(checkpoint.installation);
  const signers = keys.filter(({ publicKey }) => isSignedBy(note, name, publicKey));
  const counts = signers.find(({ revokedFrom }) => revokedFrom === null || checkpoint.number < revokedFrom);
  if (counts) return { by: fingerprint(counts.publicKey), publicKey: counts.publicKey };
  const [revoked] = signers;
  if (revoked) return { why: `its key ${fingerprint(revoked.publicKey)} was revoked from checkpoint ${revoked.revokedFrom} on` };
  return { why: 'no key that is trusted here signed it' };
}

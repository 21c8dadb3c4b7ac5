import type { Faults } from '../fault';
import { type Line, list, number, text } from '../lines';
import { type JudgedStamp, provenSince } from '../stamps/check-stamps';
import type { PublishedKeys, Revocation } from './published-keys';

/** The file of a package that names the keys of its installation. */
export const KEYS_PATH = 'keys.json';

/** How the key stands that signed a package: revoked later, and what its time stamps say to that. */
export interface KeyStanding extends Revocation {
  /** The checkpoint that the package says that it is of, which is before `from`. */
  checkpoint: number;
  /**
   * What stands against somebody who had the key later: a stamp from before by a root that the reader trusts; one by a root that they
   * did not name; or nothing but the package's own word.
   */
  stamp: 'before' | 'untrusted' | 'none';
}

/**
 * Checks the key that signed a package against the keys that the package names, and against those that the reader has from the installation,
 * which may be newer. A key that was revoked before the package's checkpoint is a fault. Answers how a key stands that was revoked later; null
 * for one that was not.
 */
export function checkKey(
  signedBy: string,
  {
    own,
    published,
    checkpoint,
    stamps,
  }: { own: Line; published: PublishedKeys | null; checkpoint: number; stamps: readonly JudgedStamp[] },
  faults: Faults,
): KeyStanding | null {
  const at = { file: KEYS_PATH };
  const named = list(own, 'keys').find((key) => text(key as Line, 'fingerprint') === signedBy) as Line | undefined;
  faults.expect(named !== undefined, at, 'the key that signed is not among the keys of the installation.');
  const isPublished = published === null || published.fingerprints.has(signedBy);
  faults.expect(isPublished, at, 'the key that signed is not among the keys that the installation published.');
  const revocation = published?.revocations.get(signedBy) ?? null;
  for (const from of [number(named, 'revokedFrom'), revocation?.from ?? Number.NaN]) {
    if (Number.isNaN(from) || checkpoint < from) continue;
    faults.add(at, `the key that signed was revoked from checkpoint ${from} on, and the package is of checkpoint ${checkpoint}.`);
    return null;
  }
  if (revocation === null) return null;
  const since = provenSince(stamps);
  const isBefore = since !== null && Date.parse(since) < Date.parse(revocation.at);
  const isTrusted = stamps.every(({ trusted }) => trusted === true);
  return { ...revocation, checkpoint, stamp: !isBefore ? 'none' : isTrusted ? 'before' : 'untrusted' };
}

/** How a key stands that was revoked, for people. */
export function standingInWords({ from, at, checkpoint, stamp }: KeyStanding): string {
  const revoked = `The key that signed was revoked on ${day(at)}, from checkpoint ${from} on. The package says that it is of checkpoint ${checkpoint}, before that`;
  return stamp === 'before' ? `${revoked}, and its time stamps show that it was signed before the key was revoked.` : `${revoked}.`;
}

/** What such a key leaves unproven. */
export function unprovenOfKey({ from, stamp }: KeyStanding): string {
  if (stamp === 'before')
    return `That nobody else had the key before it was revoked: compare the time of the stamp with that of checkpoint ${from}, from which on the key may have been copied.`;
  const would =
    stamp === 'untrusted' ? 'Its time stamp shows it once you name the root that you trust' : 'No time stamp from before shows it';
  return `That it was signed before its key was revoked: whoever had the key could have signed it later, and named an earlier checkpoint. ${would}.`;
}

function day(at: string): string {
  return at.slice(0, 10);
}

import { type JudgedStamp, provenSince } from './check-stamps';

/** What the stamps of a package say, one sentence after the other, as all verifiers say it. */
export function stampsInWords(stamps: readonly JudgedStamp[]): string[] {
  const told = stamps.flatMap(({ file, at, by, root, trusted, endsAt, renewedInTime }) => {
    const trust = trusted === true ? 'a root that you trust' : 'found in this package alone';
    const until = `Its certificates counted until ${second(endsAt)}`;
    const next = {
      true: `${until}, and it was stamped again before.`,
      false: `${until}; only later was it stamped again.`,
      null: `${until}.`,
    };
    return `${file}: stamped at ${second(at)} by ${by}, root ${root.name} (${root.fingerprint}), ${trust}. ${next[`${renewedInTime}`]}`;
  });
  const since = provenSince(stamps);
  if (since === null) return told;
  const provided = stamps.every(({ trusted }) => trusted === true)
    ? 'By its time stamps'
    : 'If the roots of its time stamps can be trusted,';
  return [...told, `${provided} it was signed before ${second(since)}.`];
}

/** What stamps do not prove, as all verifiers say it. */
export function unprovenOfStamps(stamps: readonly JudgedStamp[]): string[] {
  return stamps.some(({ trusted }) => trusted === null) ? [ROOTS_UNPROVEN] : [];
}

const ROOTS_UNPROVEN =
  'That its time stamps are by whom they name: a root that is found in the package alone proves nothing. Name the root certificate that you trust, and have from elsewhere.';

/** An instant to the second, in UTC. */
function second(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
}

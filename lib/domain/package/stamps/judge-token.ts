import { sameBytes, sha256Of, type VerifyTools } from '../tools';
import { twoNumbersOf } from './algorithms';
import { type Certificate, readCertificate } from './certificate';
import { NotDer } from './der';
import type { StampToken } from './token';

/** Thrown where a time stamp does not hold, with a sentence that says why. */
export class StampRefused extends Error {}

/** What judging a token takes from where it runs. */
export type StampTools = Pick<VerifyTools, 'sha256' | 'digest' | 'signs'>;

/** A token that holds: when it was made and by whom. Instants are milliseconds since 1970. */
export interface JudgedToken {
  at: number;
  by: string;
  /** The last certificate of its path, from which trust begins. */
  root: Certificate;
  /** When the first certificate of its path ends: from then on nobody issues such stamps. */
  endsAt: number;
}

/**
 * Judges a token over a message by the path of its certificates, the signer's first and the root last, as all of it was at the token's own
 * time (RFC 3161, RFC 5280). It reads no clock; whether the root is trusted is the caller's to say. @throws StampRefused
 */
export function judgeToken(tools: StampTools, token: StampToken, message: Uint8Array, path: readonly Certificate[]): JudgedToken {
  const { imprint, signer, at } = token;
  hold(imprint.digest === 'SHA-256' && sameBytes(imprint.value, sha256Of(tools, message)), 'it is the stamp of something else.');
  const [own, root] = [path[0], path.at(-1)];
  if (own === undefined || root === undefined) throw new StampRefused('it comes without certificates.');
  hold(isSigner(own, signer), 'its first certificate is not the one that signed it.');
  hold(sameBytes(tools.digest(token.digest, token.content), token.contentDigest), 'what it says is not what was signed.');
  for (const { digest, value } of token.signerDigests)
    hold(sameBytes(tools.digest(digest, own.whole), value), 'it was signed by another certificate of the same name.');
  const { algorithm } = token;
  hold(algorithm.digest === null || algorithm.digest === token.digest, 'it names two digests.');
  const signed = { kind: algorithm.kind, digest: token.digest, message: token.signed, signature: token.signature };
  hold(isSigned(tools, own, signed), 'its signature is not that of its certificate.');
  hold(own.stamps, `the certificate of ${own.name} is not one for time stamping alone.`);
  checkPath(tools, path, at);
  return { at, by: own.name, root, endsAt: Math.min(...path.map(({ notAfter }) => notAfter)) };
}

/** Every certificate of a path at a moment: valid then, without an unknown condition, and issued by the next. */
function checkPath(tools: StampTools, path: readonly Certificate[], at: number): void {
  for (const [nth, certificate] of path.entries()) {
    const { name, notBefore, notAfter, unknown } = certificate;
    hold(at >= notBefore, `the certificate of ${name} began on ${day(notBefore)}, after the stamp of ${day(at)}.`);
    hold(at <= notAfter, `the certificate of ${name} ended on ${day(notAfter)}, before the stamp of ${day(at)}.`);
    hold(unknown === null, `the certificate of ${name} has a condition that is not known here (${unknown}).`);
    const issuer = path[nth + 1];
    if (issuer === undefined) continue;
    hold(isIssuedBy(tools, certificate, issuer), `the certificate of ${name} was not issued by ${issuer.name}.`);
    hold(issuer.issues, `the certificate of ${issuer.name} may not issue others.`);
    // Between it and the signer's stand `nth` certificates of those who issue.
    hold(issuer.pathLength === null || nth <= issuer.pathLength, `the certificate of ${issuer.name} allows no path of this length.`);
  }
}

function isSigner(certificate: Certificate, { issuer, serial }: StampToken['signer']): boolean {
  return sameBytes(certificate.issuer, issuer) && sameBytes(certificate.serial, serial);
}

function isIssuedBy(tools: StampTools, certificate: Certificate, issuer: Certificate): boolean {
  const { algorithm, signed: message, signature } = certificate;
  if (!sameBytes(certificate.issuer, issuer.subject) || algorithm.digest === null) return false;
  return isSigned(tools, issuer, { kind: algorithm.kind, digest: algorithm.digest, message, signature });
}

function isSigned(
  tools: StampTools,
  { key }: Certificate,
  { kind, ...signed }: { kind: Certificate['key']['kind'] } & Omit<Parameters<StampTools['signs']>[0], 'key'>,
): boolean {
  if (key.kind !== kind || signed.digest === 'SHA-1') return false;
  return tools.signs({ ...signed, key, signature: key.kind === 'RSA' ? signed.signature : twoNumbers(signed.signature, key.curve) });
}

function twoNumbers(signature: Uint8Array, curve: 'P-256' | 'P-384'): Uint8Array {
  try {
    return twoNumbersOf(signature, curve);
  } catch (error) {
    if (error instanceof NotDer) return new Uint8Array();
    throw error;
  }
}

/** The longest path that is looked for. */
const LONGEST_PATH = 8;

/**
 * The path from the certificate that signed a token to one of the roots, by what came with the token; null where there is none. Roots may
 * be any certificates from which trust begins.
 */
export function findPath(tools: StampTools, token: StampToken, roots: readonly Certificate[]): Certificate[] | null {
  const candidates = [...roots, ...token.certificates.flatMap(readable)];
  const own = candidates.find((certificate) => isSigner(certificate, token.signer));
  const isRoot = (certificate: Certificate): boolean => roots.some(({ whole }) => sameBytes(whole, certificate.whole));
  const follow = (path: readonly Certificate[]): Certificate[] | null => {
    const last = path.at(-1);
    if (last === undefined || path.length > LONGEST_PATH) return null;
    if (isRoot(last)) return [...path];
    for (const next of candidates) {
      if (path.includes(next) || !next.issues || !isIssuedBy(tools, last, next)) continue;
      const found = follow([...path, next]);
      if (found !== null) return found;
    }
    return null;
  };
  return own === undefined ? null : follow([own]);
}

/** A certificate that came along; none where it is not read here, since any may be there. */
function readable(whole: Uint8Array): Certificate[] {
  try {
    return [readCertificate(whole)];
  } catch (error) {
    if (error instanceof NotDer) return [];
    throw error;
  }
}

function hold(holds: boolean, words: string): asserts holds {
  if (!holds) throw new StampRefused(words);
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

import type { DigestName, PublicKey } from '../tools';
import { bitsOf, type Der, Members, magnitudeOf, NotDer, oidOf, readOne, TAG } from './der';

/** Digests by their object identifiers (RFC 8017, RFC 5754). SHA-1 names certificates in older tokens and signs nothing. */
const DIGESTS: Readonly<Record<string, DigestName>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

/** A way to sign; the digest is null where it is told elsewhere. */
export interface SignatureAlgorithm {
  kind: PublicKey['kind'];
  digest: DigestName | null;
}

/** Signatures by their object identifiers (RFC 4055, RFC 5758): RSA with PKCS #1 v1.5, and ECDSA. */
const SIGNATURES: Readonly<Record<string, SignatureAlgorithm>> = {
  '1.2.840.113549.1.1.1': { kind: 'RSA', digest: null },
  '1.2.840.113549.1.1.11': { kind: 'RSA', digest: 'SHA-256' },
  '1.2.840.113549.1.1.12': { kind: 'RSA', digest: 'SHA-384' },
  '1.2.840.113549.1.1.13': { kind: 'RSA', digest: 'SHA-512' },
  '1.2.840.10045.2.1': { kind: 'ECDSA', digest: null },
  '1.2.840.10045.4.3.2': { kind: 'ECDSA', digest: 'SHA-256' },
  '1.2.840.10045.4.3.3': { kind: 'ECDSA', digest: 'SHA-384' },
  '1.2.840.10045.4.3.4': { kind: 'ECDSA', digest: 'SHA-512' },
};

/** Curves by their object identifiers (RFC 5480), each with the octets of a coordinate. */
const CURVES: Readonly<Record<string, { curve: 'P-256' | 'P-384'; octets: number }>> = {
  '1.2.840.10045.3.1.7': { curve: 'P-256', octets: 32 },
  '1.3.132.0.34': { curve: 'P-384', octets: 48 },
};

/** The shortest modulus of RSA that counts. */
const LEAST_RSA_OCTETS = 256;

/** The object identifier of an algorithm, whose parameters are absent or null. @throws NotDer */
function plainAlgorithm(element: Der): string {
  const members = new Members(element, 'an algorithm');
  const oid = oidOf(members.take(TAG.oid));
  members.maybe(TAG.null);
  members.end();
  return oid;
}

/** @throws NotDer for a digest that is not read here */
export function digestOf(element: Der): DigestName {
  const oid = plainAlgorithm(element);
  const name = DIGESTS[oid];
  if (name === undefined) throw new NotDer(`it uses a digest that is not read here (${oid}).`);
  return name;
}

/** @throws NotDer for an algorithm that does not count */
export function signatureAlgorithmOf(element: Der): SignatureAlgorithm {
  const oid = plainAlgorithm(element);
  const algorithm = SIGNATURES[oid];
  if (algorithm === undefined) throw new NotDer(`it is signed by an algorithm that does not count (${oid}).`);
  return algorithm;
}

/** A public key from the information about it (RFC 5280, 4.1.2.7). @throws NotDer for one that does not count */
export function publicKeyOf(element: Der): PublicKey {
  const members = new Members(element, 'a public key');
  const algorithm = new Members(members.take(TAG.sequence), 'its algorithm');
  const bits = bitsOf(members.take(TAG.bitString));
  members.end();
  const oid = oidOf(algorithm.take(TAG.oid));
  const kind = SIGNATURES[oid];
  if (kind?.digest !== null) throw new NotDer(`a public key is of a kind that does not count (${oid}).`);
  if (kind.kind === 'RSA') {
    algorithm.take(TAG.null);
    algorithm.end();
    const numbers = new Members(readOne(bits), 'a key of RSA');
    const [modulus, exponent] = [magnitudeOf(numbers.take(TAG.integer)), magnitudeOf(numbers.take(TAG.integer))];
    numbers.end();
    const isOdd = ((modulus.at(-1) ?? 0) & 1) === 1 && ((exponent.at(-1) ?? 0) & 1) === 1;
    if (modulus.length < LEAST_RSA_OCTETS || !isOdd || exponent.length > 4 || (exponent.length === 1 && exponent[0] === 1))
      throw new NotDer('a key of RSA is too short to count.');
    return { kind: 'RSA', modulus, exponent };
  }
  const named = CURVES[oidOf(algorithm.take(TAG.oid))];
  algorithm.end();
  if (named === undefined || bits.length !== 1 + 2 * named.octets || bits[0] !== 4)
    throw new NotDer('a key is of a curve, or in a form, that is not read here.');
  return { kind: 'ECDSA', curve: named.curve, point: bits };
}

/** A signature by ECDSA as its two numbers one behind the other, as long as the curve has them. @throws NotDer */
export function twoNumbersOf(signature: Uint8Array, curve: 'P-256' | 'P-384'): Uint8Array {
  const octets = curve === 'P-256' ? 32 : 48;
  const members = new Members(readOne(signature), 'a signature by ECDSA');
  const numbers = [magnitudeOf(members.take(TAG.integer)), magnitudeOf(members.take(TAG.integer))];
  members.end();
  const joined = new Uint8Array(2 * octets);
  for (const [nth, number] of numbers.entries()) {
    if (number.length > octets) throw new NotDer('a signature by ECDSA has numbers that are too long.');
    joined.set(number, (nth + 1) * octets - number.length);
  }
  return joined;
}

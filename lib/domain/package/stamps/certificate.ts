import { bytesOfBase64, type PublicKey, sameBytes } from '../tools';
import { publicKeyOf, type SignatureAlgorithm, signatureAlgorithmOf } from './algorithms';
import { bitsOf, contextTag, type Der, instantOf, Members, NotDer, oidOf, readOne, smallNumberOf, TAG } from './der';

/** A certificate (RFC 5280), as far as judging a time stamp takes it. */
export interface Certificate {
  /** All its octets. */
  whole: Uint8Array;
  /** What its issuer signed. */
  signed: Uint8Array;
  algorithm: SignatureAlgorithm;
  signature: Uint8Array;
  /** Names as their octets, to be compared. */
  issuer: Uint8Array;
  subject: Uint8Array;
  /** The subject as people read it. */
  name: string;
  serial: Uint8Array;
  /** Milliseconds since 1970, both included. */
  notBefore: number;
  notAfter: number;
  key: PublicKey;
  /** Whether it may issue certificates, and how many of others may stand between it and the last; null without a limit. */
  issues: boolean;
  pathLength: number | null;
  /** Whether its extended key usage is critical and names time stamping alone (RFC 3161, 2.3), and no other usage forbids it. */
  stamps: boolean;
  /** A critical extension that is not read here: whoever does not know one may not count the certificate. */
  unknown: string | null;
}

const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';
const EXTENDED_KEY_USAGE = '2.5.29.37';
/** Read by whoever asks for policies, which nobody does here: without such, it restricts nothing. */
const CERTIFICATE_POLICIES = '2.5.29.32';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
/** Bits of the first octet of a key usage. */
const SIGNS = 0b1100_0000;
const SIGNS_CERTIFICATES = 0b0000_0100;

/** @throws NotDer */
export function readCertificate(whole: Uint8Array): Certificate {
  const members = new Members(readOne(whole), 'a certificate');
  const signed = members.take(TAG.sequence);
  const outerAlgorithm = members.take(TAG.sequence);
  const signature = bitsOf(members.take(TAG.bitString));
  members.end();
  const body = new Members(signed, 'a certificate');
  body.maybe(contextTag(0));
  const serial = body.take(TAG.integer).body;
  if (!sameBytes(body.take(TAG.sequence).whole, outerAlgorithm.whole)) throw new NotDer('a certificate names two algorithms.');
  const issuer = body.take(TAG.sequence).whole;
  const validity = new Members(body.take(TAG.sequence), 'a validity');
  const [notBefore, notAfter] = [0, 1].map(() => instantOf(validity.take(TAG.utcTime, TAG.generalizedTime))) as [number, number];
  validity.end();
  const subject = body.take(TAG.sequence);
  const key = publicKeyOf(body.take(TAG.sequence));
  body.maybe(0x81);
  body.maybe(0x82);
  const extensions = body.maybe(contextTag(3));
  body.end();
  const algorithm = signatureAlgorithmOf(outerAlgorithm);
  if (algorithm.digest === null) throw new NotDer('a certificate does not say by which digest it is signed.');
  return {
    ...{ whole, signed: signed.whole, algorithm, signature, issuer, subject: subject.whole, name: nameInWords(subject) },
    ...{ serial, notBefore, notAfter, key, ...readExtensions(extensions) },
  };
}

type Extended = Pick<Certificate, 'issues' | 'pathLength' | 'stamps' | 'unknown'>;

function readExtensions(element: Der | null): Extended {
  const found: Extended = { issues: false, pathLength: null, stamps: false, unknown: null };
  if (element === null) return found;
  // Absent, a key usage allows everything.
  let usage = 0xff;
  let isForStamps = false;
  const seen = new Set<string>();
  for (const extension of new Members(readOne(element.body), 'extensions').rest()) {
    const members = new Members(extension, 'an extension');
    const oid = oidOf(members.take(TAG.oid));
    const critical = members.maybe(TAG.boolean)?.body[0] === 0xff;
    const value = members.take(TAG.octetString).body;
    members.end();
    if (seen.has(oid)) throw new NotDer('a certificate has an extension twice.');
    seen.add(oid);
    if (oid === BASIC_CONSTRAINTS) {
      const constraints = new Members(readOne(value), 'basic constraints');
      found.issues = constraints.maybe(TAG.boolean)?.body[0] === 0xff;
      const limit = constraints.maybe(TAG.integer);
      found.pathLength = limit === null ? null : smallNumberOf(limit);
      constraints.end();
    } else if (oid === KEY_USAGE) {
      const bits = readOne(value);
      if (bits.tag !== TAG.bitString || (bits.body[0] ?? 8) > 7) throw new NotDer('a key usage is none.');
      usage = bits.body[1] ?? 0;
    } else if (oid === EXTENDED_KEY_USAGE) {
      const purposes = new Members(readOne(value), 'an extended key usage').rest().map(oidOf);
      isForStamps = critical && purposes.length === 1 && purposes[0] === TIME_STAMPING;
    } else if (critical && oid !== CERTIFICATE_POLICIES) found.unknown ??= oid;
  }
  return { ...found, issues: found.issues && (usage & SIGNS_CERTIFICATES) !== 0, stamps: isForStamps && (usage & SIGNS) !== 0 };
}

const COMMON_NAME = '2.5.4.3';
const ORGANIZATION = '2.5.4.10';

/** The common name of a name, or its organization. */
function nameInWords(name: Der): string {
  const found = new Map<string, string>();
  for (const set of new Members(name, 'a name').rest())
    for (const attribute of new Members(set, 'a name', TAG.set).rest()) {
      const members = new Members(attribute, 'a name');
      const oid = oidOf(members.take(TAG.oid));
      const [value] = members.rest();
      if (value !== undefined) found.set(oid, new TextDecoder(value.tag === 0x1e ? 'utf-16be' : 'utf-8').decode(value.body));
    }
  return found.get(COMMON_NAME) ?? found.get(ORGANIZATION) ?? 'somebody without a name';
}

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;

/** The certificates of a text of PEM (RFC 7468), in their order. @throws NotDer for one that is none, and where there is none */
export function certificatesOfPem(text: string): Certificate[] {
  const found = [...text.matchAll(PEM)].map(([, base64 = '']) => readCertificate(bytesOfBase64(base64.replaceAll(/\s/g, ''))));
  if (found.length === 0) throw new NotDer('it holds no certificate in PEM.');
  return found;
}

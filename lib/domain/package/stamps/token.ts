import type { DigestName } from '../tools';
import { digestOf, type SignatureAlgorithm, signatureAlgorithmOf } from './algorithms';
import { contextTag, type Der, der, instantOf, Members, NotDer, oidOf, readOne, smallNumberOf, TAG } from './der';

/** What a time stamp service says in a token (RFC 3161, 2.4.2), and the signature that it says it by (RFC 5652, 5). */
export interface StampToken {
  imprint: { digest: DigestName; value: Uint8Array };
  /** Milliseconds since 1970, by the clock of the service. */
  at: number;
  /** The octets of the number of the request that it answers; null where it names none. */
  nonce: Uint8Array | null;
  /** What is signed in the end: the octets of the attributes, which hold the digest of `content`. */
  signed: Uint8Array;
  content: Uint8Array;
  contentDigest: Uint8Array;
  digest: DigestName;
  algorithm: SignatureAlgorithm;
  signature: Uint8Array;
  /** Issuer and number of the certificate by which it is signed, and digests of it that are signed along. */
  signer: { issuer: Uint8Array; serial: Uint8Array };
  signerDigests: readonly { digest: DigestName; value: Uint8Array }[];
  /** The certificates that came with it, each in its octets; any may be there. */
  certificates: readonly Uint8Array[];
}

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const STAMP_INFO = '1.2.840.113549.1.9.16.1.4';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';

/** Granted, and granted with modifications (RFC 3161, 2.4.2): only these come with a token. */
const GRANTED = [0, 1];

/** The token of a service's answer. @throws NotDer for an answer that is none, refuses, or has a token that cannot be read */
export function readAnswer(answer: Uint8Array): StampToken {
  const members = new Members(readOne(answer), 'the answer');
  const status = smallNumberOf(new Members(members.take(TAG.sequence), 'its status').take(TAG.integer));
  if (!GRANTED.includes(status)) throw new NotDer(`the service refused (status ${status}).`);
  const token = members.take(TAG.sequence);
  members.end();
  return readToken(token);
}

function readToken(token: Der): StampToken {
  const outer = new Members(token, 'the token');
  if (oidOf(outer.take(TAG.oid)) !== SIGNED_DATA) throw new NotDer('it holds no signed data.');
  const data = new Members(readOne(outer.take(contextTag(0)).body), 'the signed data');
  outer.end();
  smallNumberOf(data.take(TAG.integer));
  data.take(TAG.set);
  const held = new Members(data.take(TAG.sequence), 'what is signed');
  if (oidOf(held.take(TAG.oid)) !== STAMP_INFO) throw new NotDer('what is signed is no time stamp.');
  const content = readOne(held.take(contextTag(0)).body);
  held.end();
  if (content.tag !== TAG.octetString) throw new NotDer('what is signed is no time stamp.');
  const certificates = data.maybe(contextTag(0));
  data.maybe(contextTag(1));
  const signers = new Members(data.take(TAG.set), 'the signers', TAG.set);
  data.end();
  const signer = readSigner(signers.take(TAG.sequence));
  signers.end();
  return {
    ...readInfo(readOne(content.body)),
    ...signer,
    content: content.body,
    certificates: certificates === null ? [] : new Members(certificates, 'certificates', contextTag(0)).rest().map(({ whole }) => whole),
  };
}

function readInfo(info: Der): Pick<StampToken, 'imprint' | 'at' | 'nonce'> {
  const members = new Members(info, 'the time stamp');
  if (smallNumberOf(members.take(TAG.integer)) !== 1) throw new NotDer('the time stamp is of another version.');
  members.take(TAG.oid);
  const imprint = new Members(members.take(TAG.sequence), 'the imprint');
  const digest = digestOf(imprint.take(TAG.sequence));
  const value = imprint.take(TAG.octetString).body;
  imprint.end();
  members.take(TAG.integer);
  const at = instantOf(members.take(TAG.generalizedTime));
  // Accuracy, order and the name of the service say nothing that is judged here.
  members.maybe(TAG.sequence);
  members.maybe(TAG.boolean);
  const nonce = members.maybe(TAG.integer)?.body ?? null;
  members.maybe(contextTag(0));
  const extensions = members.maybe(contextTag(1));
  members.end();
  // An extension is critical where its second member is a boolean (RFC 5280, 4.1): none is known here.
  const isCritical = (extension: Der): boolean => new Members(extension, 'an extension').rest()[1]?.tag === TAG.boolean;
  if (extensions !== null && new Members(extensions, 'extensions', contextTag(1)).rest().some(isCritical))
    throw new NotDer('the time stamp has a critical extension that is not read here.');
  return { imprint: { digest, value }, at, nonce };
}

function readSigner(signer: Der): Omit<StampToken, 'imprint' | 'at' | 'nonce' | 'content' | 'certificates'> {
  const members = new Members(signer, 'the signer');
  smallNumberOf(members.take(TAG.integer));
  const named = new Members(members.take(TAG.sequence), 'the name of the signer');
  const [issuer, serial] = [named.take(TAG.sequence).whole, named.take(TAG.integer).body];
  named.end();
  const digest = digestOf(members.take(TAG.sequence));
  const attributes = members.take(contextTag(0));
  const algorithm = signatureAlgorithmOf(members.take(TAG.sequence));
  const signature = members.take(TAG.octetString).body;
  members.maybe(contextTag(1));
  members.end();
  const said = readAttributes(attributes);
  if (oidOf(only(said, CONTENT_TYPE)) !== STAMP_INFO) throw new NotDer('it is signed as something else.');
  const contentDigest = only(said, MESSAGE_DIGEST);
  if (contentDigest.tag !== TAG.octetString) throw new NotDer('it does not say what is signed.');
  const signerDigests = [SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2].flatMap((oid) =>
    said.has(oid) ? [signerDigest(only(said, oid), oid)] : [],
  );
  if (signerDigests.length === 0) throw new NotDer('it does not say by which certificate it is signed.');
  // Signed is the set itself, under its own tag (RFC 5652, 5.4).
  const signed = der(TAG.set, attributes.body);
  return {
    ...{ signer: { issuer, serial }, digest, algorithm, signature },
    ...{ signed, contentDigest: contentDigest.body, signerDigests },
  };
}

function readAttributes(attributes: Der): Map<string, readonly Der[]> {
  const said = new Map<string, readonly Der[]>();
  for (const attribute of new Members(attributes, 'the attributes', contextTag(0)).rest()) {
    const members = new Members(attribute, 'an attribute');
    const oid = oidOf(members.take(TAG.oid));
    const values = new Members(members.take(TAG.set), 'an attribute', TAG.set).rest();
    members.end();
    if (said.has(oid)) throw new NotDer('it has an attribute twice.');
    said.set(oid, values);
  }
  return said;
}

function only(said: ReadonlyMap<string, readonly Der[]>, oid: string): Der {
  const [value, ...more] = said.get(oid) ?? [];
  if (value === undefined || more.length > 0) throw new NotDer('it lacks an attribute, or has several in one.');
  return value;
}

/** The digest of the signing certificate, which stands first (RFC 2634, 5.4; RFC 5035, 3). */
function signerDigest(attribute: Der, oid: string): { digest: DigestName; value: Uint8Array } {
  const list = new Members(attribute, 'the signing certificate').take(TAG.sequence);
  const first = new Members(new Members(list, 'the signing certificate').take(TAG.sequence), 'the signing certificate');
  if (oid === SIGNING_CERTIFICATE) return { digest: 'SHA-1', value: first.take(TAG.octetString).body };
  const algorithm = first.maybe(TAG.sequence);
  return { digest: algorithm === null ? 'SHA-256' : digestOf(algorithm), value: first.take(TAG.octetString).body };
}

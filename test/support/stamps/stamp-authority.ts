import { createHash, webcrypto } from 'node:crypto';
import * as asn1 from 'asn1js';
import * as pkijs from 'pkijs';

// What certificates and answers are made with is pkijs, which shares no line with what judges them.
pkijs.setEngine('tests', new pkijs.CryptoEngine({ name: 'tests', crypto: webcrypto as Crypto }));

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const STAMP_INFO = '1.2.840.113549.1.9.16.1.4';

const KEY_KINDS = {
  RSA: { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' },
  'P-256': { name: 'ECDSA', namedCurve: 'P-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384' },
} as const;
/** By which kind of key something is signed. */
export type KeyKind = keyof typeof KEY_KINDS;

/** Somebody with a certificate and the key of it. */
export interface Certified {
  certificate: pkijs.Certificate;
  key: webcrypto.CryptoKey;
  /** The certificate in its octets. */
  der: Buffer;
  pem: string;
}

export interface CertificateOptions {
  name: string;
  kind?: KeyKind;
  /** By which digest it signs, and is signed where it issues itself. */
  digest?: 'SHA-256' | 'SHA-384' | 'SHA-512';
  /** Who issues it; left out: itself. */
  issuer?: Certified;
  from: Date;
  until: Date;
  /** Object identifiers of its extended key usage; left out: none. */
  purposes?: readonly string[];
  purposesAreCritical?: boolean;
  issues?: boolean;
  pathLength?: number;
}

/** Issues a certificate. */
export async function certified(options: CertificateOptions): Promise<Certified> {
  const { name, kind = 'RSA', digest = 'SHA-256', issuer, from, until, purposes = [], purposesAreCritical = true } = options;
  const { issues = false, pathLength } = options;
  // A key of RSA belongs to one digest, one of a curve to any.
  const keyKind = kind === 'RSA' ? { ...KEY_KINDS.RSA, hash: digest } : KEY_KINDS[kind];
  const keys = (await webcrypto.subtle.generateKey(keyKind, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1.Integer({ valueHex: webcrypto.getRandomValues(new Uint8Array(8)).fill(0x41, 0, 1).buffer });
  certificate.subject.typesAndValues.push(named(name));
  certificate.issuer.typesAndValues.push(...(issuer?.certificate.subject.typesAndValues ?? [named(name)]));
  certificate.notBefore = new pkijs.Time({ type: from.getUTCFullYear() < 2050 ? 0 : 1, value: from });
  certificate.notAfter = new pkijs.Time({ type: until.getUTCFullYear() < 2050 ? 0 : 1, value: until });
  const constraints = new pkijs.BasicConstraints({ cA: issues, ...(pathLength === undefined ? {} : { pathLenConstraint: pathLength }) });
  const usage = new asn1.BitString({ valueHex: Uint8Array.of(issues ? 0x06 : 0x80).buffer, unusedBits: issues ? 1 : 7 });
  certificate.extensions = [
    extension('2.5.29.19', true, constraints.toSchema()),
    extension('2.5.29.15', true, usage),
    ...(purposes.length === 0
      ? []
      : [extension('2.5.29.37', purposesAreCritical, new pkijs.ExtKeyUsage({ keyPurposes: [...purposes] }).toSchema())]),
  ];
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey as CryptoKey);
  await certificate.sign((issuer?.key ?? keys.privateKey) as CryptoKey, digest);
  const der = Buffer.from(certificate.toSchema(true).toBER());
  return { certificate, key: keys.privateKey, der, pem: pemOf(der) };
}

function named(name: string): pkijs.AttributeTypeAndValue {
  return new pkijs.AttributeTypeAndValue({ type: '2.5.4.3', value: new asn1.Utf8String({ value: name }) });
}

function extension(extnID: string, critical: boolean, value: asn1.BaseBlock): pkijs.Extension {
  return new pkijs.Extension({ extnID, critical, extnValue: value.toBER() });
}

function pemOf(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** How an answer differs from what a good service says. */
export interface AnswerOptions {
  /** The time of the stamp. */
  at: Date;
  digest?: 'SHA-256' | 'SHA-384' | 'SHA-512';
  status?: number;
  /** What is stamped instead of what was asked. */
  imprint?: Uint8Array;
  nonce?: Uint8Array | null;
  /** Certificates that come along beside the signer's. */
  along?: readonly Certified[];
  /** Of which certificate the digest is signed along; left out: the signer's. */
  names?: Certified;
}

/** Answers a request for a stamp (RFC 3161, 2.4.2) as a service with this certificate does. */
export async function answerOf(service: Certified, request: Uint8Array, options: AnswerOptions): Promise<Buffer> {
  const asked = pkijs.TimeStampReq.fromBER(new Uint8Array(request).buffer);
  const { at, digest = 'SHA-256', status = 0, imprint, nonce, along = [], names = service } = options;
  const stampedOctets = imprint ?? new Uint8Array(asked.messageImprint.hashedMessage.valueBlock.valueHexView);
  const number =
    nonce === undefined ? asked.nonce : nonce === null ? undefined : new asn1.Integer({ valueHex: new Uint8Array(nonce).buffer });
  const info = new pkijs.TSTInfo({
    version: 1,
    policy: '1.2.3.4.1',
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: '2.16.840.1.101.3.4.2.1', algorithmParams: new asn1.Null() }),
      hashedMessage: new asn1.OctetString({ valueHex: new Uint8Array(stampedOctets).buffer }),
    }),
    serialNumber: new asn1.Integer({ value: 7 }),
    genTime: at,
    ...(number === undefined ? {} : { nonce: number }),
  });
  const content = new Uint8Array(info.toSchema().toBER());
  const data = new pkijs.SignedData({
    version: 3,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: STAMP_INFO }),
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer: service.certificate.issuer, serialNumber: service.certificate.serialNumber }),
        signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes: attributesOf(content, digest, names) }),
      }),
    ],
    certificates: [service.certificate, ...along.map(({ certificate }) => certificate)],
  });
  const held = new asn1.OctetString({ valueHex: content.buffer });
  // As one string: pkijs would cut it into pieces, which BER allows and DER does not.
  data.encapContentInfo.eContent = held;
  await data.sign(service.key as CryptoKey, 0, digest, content.buffer);
  data.encapContentInfo.eContent = held;
  const token = new pkijs.ContentInfo({ contentType: SIGNED_DATA, content: data.toSchema(true) });
  const answer = new pkijs.TimeStampResp({ status: new pkijs.PKIStatusInfo({ status }), ...(status > 1 ? {} : { timeStampToken: token }) });
  return Buffer.from(answer.toSchema().toBER());
}

function attributesOf(content: Uint8Array, digest: string, names: Certified): pkijs.Attribute[] {
  const hashed = createHash(digest.replace('-', '')).update(content).digest();
  const signer = createHash('sha256').update(names.der).digest();
  const sequence = (...value: asn1.BaseBlock[]): asn1.Sequence => new asn1.Sequence({ value });
  const octets = (bytes: Uint8Array): asn1.OctetString => new asn1.OctetString({ valueHex: new Uint8Array(bytes).buffer });
  return [
    new pkijs.Attribute({ type: '1.2.840.113549.1.9.3', values: [new asn1.ObjectIdentifier({ value: STAMP_INFO })] }),
    new pkijs.Attribute({ type: '1.2.840.113549.1.9.4', values: [octets(hashed)] }),
    new pkijs.Attribute({ type: '1.2.840.113549.1.9.16.2.47', values: [sequence(sequence(sequence(octets(signer))))] }),
  ];
}

/** A service for stamps with an authority of its own: a root, one between, and the certificate that signs. */
export interface StampAuthority {
  root: Certified;
  between: Certified;
  service: Certified;
  /** Answers as the service does, at a time. */
  answer(request: Uint8Array, options: AnswerOptions): Promise<Buffer>;
}

/** Makes an authority whose certificates count between two days; the service's own may end earlier. */
export async function stampAuthority(options: {
  name: string;
  kind?: KeyKind;
  digest?: 'SHA-256' | 'SHA-384' | 'SHA-512';
  from: Date;
  until: Date;
  serviceUntil?: Date;
}): Promise<StampAuthority> {
  const { name, kind = 'RSA', digest = 'SHA-256', from, until, serviceUntil = until } = options;
  const of = { kind, digest, from };
  const root = await certified({ ...of, name: `${name} Root`, until, issues: true });
  const between = await certified({ ...of, name: `${name} Authority`, until, issues: true, issuer: root, pathLength: 0 });
  const service = await certified({ ...of, name: `${name} Service`, until: serviceUntil, issuer: between, purposes: [TIME_STAMPING] });
  return {
    ...{ root, between, service },
    answer: (request, answered) => answerOf(service, request, { along: [between], ...answered }),
  };
}

import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { expect, it } from 'vitest';
import type { DigestName, PublicKey } from '#domain/package/tools';
import { BROWSER_TOOLS } from './browser-tools';

const MESSAGE = new TextEncoder().encode('what is signed');
const DIGESTS = ['SHA-256', 'SHA-384', 'SHA-512'] as const;

function publicKeyOf(key: KeyObject): PublicKey {
  const { kty, crv, n = '', e = '', x = '', y = '' } = key.export({ format: 'jwk' });
  const octets = (text: string): Buffer => Buffer.from(text, 'base64url');
  if (kty === 'RSA') return { kind: 'RSA', modulus: octets(n), exponent: octets(e) };
  return { kind: 'ECDSA', curve: crv === 'P-384' ? 'P-384' : 'P-256', point: Buffer.concat([Buffer.of(4), octets(x), octets(y)]) };
}

const PAIRS = {
  RSA: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'P-256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
};

it.each(Object.entries(PAIRS))('a page takes signatures by %s as Node.js makes them, and no others', (_kind, made) => {
  const { privateKey, publicKey } = made();
  const [key, other] = [publicKeyOf(publicKey), publicKeyOf(made().publicKey)];
  for (const digest of DIGESTS) {
    const signature = sign(digest.replace('-', ''), MESSAGE, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    const signed = { key, digest, message: MESSAGE, signature };
    expect(BROWSER_TOOLS.signs(signed)).toBe(true);
    expect(BROWSER_TOOLS.signs({ ...signed, key: other })).toBe(false);
    expect(BROWSER_TOOLS.signs({ ...signed, message: MESSAGE.subarray(1) })).toBe(false);
    expect(BROWSER_TOOLS.signs({ ...signed, digest: digest === 'SHA-256' ? 'SHA-384' : 'SHA-256' })).toBe(false);
    expect(BROWSER_TOOLS.signs({ ...signed, signature: signature.subarray(1) })).toBe(false);
    expect(BROWSER_TOOLS.signs({ ...signed, signature: new Uint8Array(signature.length) })).toBe(false);
  }
  if (key.kind === 'ECDSA') {
    const off = Buffer.from(key.point);
    off.writeUInt8(off.readUInt8(off.length - 1) ^ 1, off.length - 1);
    const signature = sign('sha256', MESSAGE, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    expect(BROWSER_TOOLS.signs({ key: { ...key, point: off }, digest: 'SHA-256', message: MESSAGE, signature })).toBe(false);
  }
});

it('a page hashes as Node.js does', () => {
  const names: DigestName[] = ['SHA-1', ...DIGESTS];
  for (const name of names)
    expect(Buffer.from(BROWSER_TOOLS.digest(name, MESSAGE))).toEqual(createHash(name.replace('-', '')).update(MESSAGE).digest());
});

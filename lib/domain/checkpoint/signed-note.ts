import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/**
 * Signed notes after C2SP `signed-note` (https://c2sp.org/signed-note), with Ed25519 alone: a text, a blank line, and one
 * line for each signature, `— <name of the key> <base64 of the key's id and the signature>`.
 */

/** Type byte of Ed25519 in ids of keys. */
const ED25519 = 0x01;
const ID_BYTES = 4;
const SIGNATURE_LINE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;
/** Readers accept at least 16 signatures; what has far more is no note of ours. */
const MAX_SIGNATURES = 64;

export interface NoteSignature {
  name: string;
  /** First four bytes of the key's hash, in hex. */
  keyId: string;
  signature: Buffer;
}

export interface Note {
  /** Ends in a line feed; the signatures are over its UTF-8 bytes. */
  text: string;
  signatures: readonly NoteSignature[];
}

/** Id of a key under a name, in hex: the start of SHA-256 over name, line feed, type and the 32 bytes of the public key. */
function noteKeyId(name: string, publicKey: Uint8Array): string {
  const hash = createHash('sha256').update(`${name}\n`, 'utf8').update(Buffer.of(ED25519)).update(publicKey);
  return hash.digest().subarray(0, ID_BYTES).toString('hex');
}

/** A public key as other people's tools take it: `<name>+<id>+<base64 of type and key>`. */
export function verifierKey(name: string, publicKey: Uint8Array): string {
  return `${name}+${noteKeyId(name, publicKey)}+${Buffer.concat([Buffer.of(ED25519), publicKey]).toString('base64')}`;
}

/** A key that signs: the private half, and the 32 bytes of the public one. */
export interface Signer {
  privateKey: KeyObject;
  publicKey: Uint8Array;
}

/** Signs a text, which ends in a line feed, by each signer under this name; the answer is the whole note. */
export function signNote(text: string, name: string, ...signers: readonly Signer[]): string {
  const lines = signers.map(({ privateKey, publicKey }) => {
    const id = Buffer.from(noteKeyId(name, publicKey), 'hex');
    return `— ${name} ${Buffer.concat([id, sign(null, Buffer.from(text, 'utf8'), privateKey)]).toString('base64')}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

/** Takes a note apart, at its last blank line. Null where it is no signed note. */
export function readNote(note: string): Note | null {
  const end = note.lastIndexOf('\n\n');
  if (end === -1 || !note.endsWith('\n')) return null;
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) return null;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
    if (name === undefined || encoded === undefined) return null;
    const bytes = Buffer.from(encoded, 'base64');
    if (bytes.length <= ID_BYTES) return null;
    signatures.push({ name, keyId: bytes.subarray(0, ID_BYTES).toString('hex'), signature: bytes.subarray(ID_BYTES) });
  }
  return { text: note.slice(0, end + 1), signatures };
}

/** Whether this key signed the note under this name. A signature that bears its id and is not its own makes it false. */
export function isSignedBy(note: Note, name: string, publicKey: Uint8Array): boolean {
  const id = noteKeyId(name, publicKey);
  const own = note.signatures.filter((one) => one.name === name && one.keyId === id);
  const key = publicKeyObject(publicKey);
  return own.length > 0 && own.every(({ signature }) => verify(null, Buffer.from(note.text, 'utf8'), key, signature));
}

/** The 32 bytes of a public Ed25519 key. */
export function publicKeyBytes(key: KeyObject): Buffer {
  const { x } = key.export({ format: 'jwk' });
  if (x === undefined) throw new Error('this is no Ed25519 key');
  return Buffer.from(x, 'base64url');
}

function publicKeyObject(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') }, format: 'jwk' });
}

/** What people compare a key by: `SHA256:` and the base64 of SHA-256 over its 32 bytes, without padding. */
export function fingerprint(publicKey: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(publicKey).digest('base64').replaceAll('=', '')}`;
}

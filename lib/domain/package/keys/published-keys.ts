import type { Json } from '../../item/json';
import { type Line, list, object, text } from '../lines';
import { bytesOfBase64, fingerprintOf, hexOf, sameBytes, sha256Of, utf8, type VerifyTools } from '../tools';

/** What checking keys takes from where it runs. */
export type KeyTools = Pick<VerifyTools, 'sha256' | 'ed25519'>;

/** From which checkpoint on a key does not count, and when that was said (ISO 8601, by the clock of the installation). */
export interface Revocation {
  from: number;
  at: string;
}

/** The keys of an installation, as it published them: by their fingerprints, and what was revoked. */
export interface PublishedKeys {
  fingerprints: ReadonlySet<string>;
  revocations: ReadonlyMap<string, Revocation>;
}

/** Thrown for a file of keys that cannot be used, with a sentence that says why. */
export class KeysUnreadable extends Error {}

/** Under this name keys sign what is said of keys (docs/record-format.md, "Keys"). */
const NAME = 'countersign/keys';
const STATEMENT =
  /^countersign\/keys\n(rotation|revocation)\nkey ([A-Za-z0-9+/]{43}=)\nother ([A-Za-z0-9+/]{43}=)\n(?:from ([1-9]\d{0,8})\n)?time (\S+)\n$/;
const SIGNATURE_LINE = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/u;

/**
 * Reads the keys that an installation published: what `countersign keys export` writes, or the `keys.json` of another package. Every
 * statement in it has to be signed by one of them. @throws KeysUnreadable
 */
export async function readPublishedKeys(tools: KeyTools, file: string): Promise<PublishedKeys> {
  const line = objectOf(file);
  const keys = list(line, 'keys').map((key) => bytesOfBase64(text(key as Line, 'publicKey') || text(key as Line, 'key')));
  if (keys.length === 0 || keys.some(({ length }) => length !== 32)) throw new KeysUnreadable('it holds no keys of an installation.');
  const revocations = new Map<string, Revocation>();
  for (const [nth, note] of list(line, 'statements').entries()) {
    const said = typeof note === 'string' ? await readStatement(tools, note, keys) : null;
    if (said === null) throw new KeysUnreadable(`statement ${nth + 1} about its keys is not rightly signed.`);
    const { other, revocation } = said;
    const print = fingerprintOf(tools, other);
    if (revocation !== null && !revocations.has(print)) revocations.set(print, revocation);
  }
  return { fingerprints: new Set(keys.map((key) => fingerprintOf(tools, key))), revocations };
}

function objectOf(file: string): Line {
  let value: Json = null;
  try {
    value = JSON.parse(file) as Json;
  } catch {
    // What is no JSON holds no keys.
  }
  return object({ value }, 'value');
}

/** A statement that is signed as it must be: by a key that is there and, of a rotation, by the old one too. */
async function readStatement(
  tools: KeyTools,
  note: string,
  keys: readonly Uint8Array[],
): Promise<{ other: Uint8Array; revocation: Revocation | null } | null> {
  const end = note.lastIndexOf('\n\n') + 1;
  const [body, lines] = [note.slice(0, end), note.slice(end + 1, -1).split('\n')];
  const [, act, keyText = '', otherText = '', from, at = ''] = STATEMENT.exec(body) ?? [];
  const [key, other] = [bytesOfBase64(keyText), bytesOfBase64(otherText)];
  const isRevocation = act === 'revocation';
  if (act === undefined || isRevocation !== (from !== undefined) || Number.isNaN(Date.parse(at))) return null;
  if (!keys.some((known) => sameBytes(known, key))) return null;
  for (const signer of isRevocation ? [key] : [key, other]) if (!(await isSignedBy(tools, body, lines, signer))) return null;
  return { other, revocation: from === undefined ? null : { from: Number(from), at } };
}

/** Whether a key signed a text: every line that bears its id, and at least one. */
async function isSignedBy(tools: KeyTools, body: string, lines: readonly string[], key: Uint8Array): Promise<boolean> {
  const id = hexOf(sha256Of(tools, utf8(`${NAME}\n`), Uint8Array.of(1), key).subarray(0, 4));
  let signed = false;
  for (const line of lines) {
    const [, name, encoded = ''] = SIGNATURE_LINE.exec(line) ?? [];
    const bytes = bytesOfBase64(encoded);
    if (name !== NAME || hexOf(bytes.subarray(0, 4)) !== id) continue;
    signed = await tools.ed25519({ key, message: utf8(body), signature: bytes.subarray(4) });
    if (!signed) return false;
  }
  return signed;
}

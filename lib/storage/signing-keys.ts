import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readStatement, signStatement } from '#domain/checkpoint/key-statement';
import { fingerprint, publicKeyBytes, type Signer } from '#domain/checkpoint/signed-note';
import type { TrustedKeys } from '#domain/checkpoint/trusted-keys';

/**
 * The keys that sign checkpoints, kept outside the database. The last one signs and has its private half; those before it
 * lost theirs when they were rotated. `statements` are signed notes about keys, in the order in which they were made.
 */
const schema = z.strictObject({
  keys: z.array(z.strictObject({ publicKey: z.base64().length(44), privateKey: z.base64().nullable() })).min(1),
  statements: z.array(z.string()),
});

export type KeyFile = z.output<typeof schema>;

/** Where the file lies in an installation's folder, unless a setting names another place. */
export const KEY_FILE = path.join('keys', 'checkpoint-keys.json');

/** Thrown with a sentence about a file of keys that cannot be used as it is. */
export class KeysNotUsable extends Error {}

function madeKey(): KeyFile['keys'][number] {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKeyBytes(publicKey).toString('base64'),
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  };
}

/** Reads the text of a file of keys. @throws KeysNotUsable where it is none, or where a statement in it is not rightly signed. */
export function parseKeys(text: string, place: string): KeyFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new KeysNotUsable(`${place} is not JSON.`);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new KeysNotUsable(`${place} holds no keys of Countersign.`);
  const wrong = parsed.data.statements.findIndex((statement) => readStatement(statement) === null);
  if (wrong !== -1) throw new KeysNotUsable(`${place}: statement ${wrong + 1} about its keys is not rightly signed.`);
  return parsed.data;
}

/** Reads a file of keys; null where there is no such file. @throws KeysNotUsable where it is not whole. */
export async function readKeys(file: string): Promise<KeyFile | null> {
  try {
    return parseKeys(await readFile(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Reads the file of keys, making it with a first key where there is none. */
export async function readOrMakeKeys(file: string): Promise<KeyFile> {
  const kept = await readKeys(file);
  if (kept) return kept;
  const made: KeyFile = { keys: [madeKey()], statements: [] };
  await writeKeys(file, made);
  return made;
}

/** Writes the file, whole or not at all, so that only its owner can read it. */
export async function writeKeys(file: string, keys: KeyFile): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
}

/** The key that signs now; null where the file holds public halves alone, as an examiner's copy does. */
export function signerOf({ keys }: KeyFile): Signer | null {
  const last = keys.at(-1);
  if (!last?.privateKey) return null;
  const privateKey = createPrivateKey({ key: Buffer.from(last.privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: Buffer.from(last.publicKey, 'base64') };
}

/** @throws KeysNotUsable where the file holds no key that can sign */
function requireSigner(keys: KeyFile): Signer {
  const signer = signerOf(keys);
  if (!signer) throw new KeysNotUsable('These are public keys alone: none of them can sign.');
  return signer;
}

/** Adds a new key that signs from now on; the old one signs a last time, and its private half is gone. */
export function rotated(keys: KeyFile, at: Date): KeyFile {
  const old = requireSigner(keys);
  const next: KeyFile = { ...keys, keys: [...keys.keys.map((one) => ({ ...one, privateKey: null })), madeKey()] };
  const signer = requireSigner(next);
  const statement = {
    act: 'rotation',
    key: Buffer.from(signer.publicKey),
    other: Buffer.from(old.publicKey),
    at: at.toISOString(),
  } as const;
  return { ...next, statements: [...keys.statements, signStatement(statement, signer, old)] };
}

/**
 * Revokes a key from a checkpoint on, by a statement of the key that signs now.
 * @throws KeysNotUsable for a key that is not there, that is revoked already, or that signs now
 */
export function revoked(keys: KeyFile, print: string, from: number, at: Date): KeyFile {
  const signer = requireSigner(keys);
  const other = keys.keys.map((one) => Buffer.from(one.publicKey, 'base64')).find((key) => fingerprint(key) === print);
  if (!other) throw new KeysNotUsable(`There is no key ${print} here.`);
  if (other.equals(signer.publicKey)) throw new KeysNotUsable('This key signs now: rotate first, then revoke it.');
  if (trustedKeys(keys).keys.some(({ publicKey, revokedFrom }) => publicKey.equals(other) && revokedFrom !== null))
    throw new KeysNotUsable(`${print} is revoked already.`);
  const statement = { act: 'revocation', key: Buffer.from(signer.publicKey), other, from, at: at.toISOString() } as const;
  return { ...keys, statements: [...keys.statements, signStatement(statement, signer)] };
}

/** The public halves and what was said of them: what other people check signatures with. */
export function publicKeys({ keys, statements }: KeyFile): KeyFile {
  return { keys: keys.map(({ publicKey }) => ({ publicKey, privateKey: null })), statements };
}

/** The keys as a verifier trusts them. */
export function trustedKeys({ keys, statements }: KeyFile): TrustedKeys {
  const revocations = statements.map(readStatement).filter((one) => one?.act === 'revocation');
  return {
    source: 'key file',
    keys: keys.map((one) => {
      const publicKey = Buffer.from(one.publicKey, 'base64');
      return { publicKey, revokedFrom: revocations.find((revocation) => revocation.other.equals(publicKey))?.from ?? null };
    }),
  };
}

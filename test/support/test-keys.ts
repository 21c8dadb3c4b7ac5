import { generateKeyPairSync } from 'node:crypto';
import { publicKeyBytes } from '#domain/checkpoint/signed-note';
import type { KeyFile } from '#storage/signing-keys';

/** A file of keys with one that signs, made anew for each process. */
export const TEST_KEYS: KeyFile = madeKeys();

function madeKeys(): KeyFile {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = {
    publicKey: publicKeyBytes(publicKey).toString('base64'),
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  };
  return { keys: [key], statements: [] };
}

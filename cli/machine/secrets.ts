import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Made once per installation; readable by its owner only. */
export interface Secrets {
  ownerPassword: string;
  applicationPassword: string;
  sessionSecret: string;
}

/** Reads the installation's secrets, making those that are missing. */
export async function readOrMakeSecrets(file: string): Promise<Secrets> {
  const kept = JSON.parse(await readFile(file, 'utf8').catch(whenMissing)) as Partial<Secrets>;
  const secrets: Secrets = {
    ownerPassword: kept.ownerPassword ?? secret(),
    applicationPassword: kept.applicationPassword ?? secret(),
    sessionSecret: kept.sessionSecret ?? secret(),
  };
  if (Object.keys(kept).length < 3) await writePrivately(file, JSON.stringify(secrets, null, 2));
  return secrets;
}

/** Writes a file that only its owner may read, whole or not at all. */
export async function writePrivately(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, content, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}

function whenMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '{}';
  throw error;
}

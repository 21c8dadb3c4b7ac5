import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { homeFolders, PROJECT_ROOT } from '../machine/folders';
import { type InstallationState, readState } from '../machine/installation-state';
import { PlainError } from '../machine/plain-error';
import { nextFreePort } from '../machine/ports';

const START_TIMEOUT_MS = 6 * 60_000;

/**
 * Does some work with an installation as people start it: `up` in a folder of its own, with its own ports, the production build and the
 * demo. It is stopped as people stop it, and thrown away.
 */
export async function withInstallation<T>(
  env: NodeJS.ProcessEnv,
  work: (state: InstallationState, env: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  const home = await mkdtemp(path.join(tmpdir(), 'countersign-e2e-'));
  const port = await nextFreePort(3100);
  if (port === undefined) throw new PlainError('No port from 3100 on is free for the browser tests.');
  const installationEnv = { ...env, COUNTERSIGN_HOME: home };
  const up = spawn(process.execPath, [...process.execArgv, path.join(PROJECT_ROOT, 'cli', 'main.ts'), 'up', '--port', String(port)], {
    cwd: PROJECT_ROOT,
    env: installationEnv,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  try {
    return await work(await whenReady(up, home), installationEnv);
  } finally {
    await stop(up);
    await rm(home, { recursive: true, force: true });
  }
}

async function whenReady(up: ChildProcess, home: string): Promise<InstallationState> {
  for (const deadline = Date.now() + START_TIMEOUT_MS; Date.now() < deadline; await wait(250)) {
    const state = await readState(homeFolders(home).state);
    if (state?.ready) return state;
    if (up.exitCode !== null) throw new PlainError('The installation for the browser tests did not start.');
  }
  throw new PlainError(`The installation for the browser tests was not ready within ${START_TIMEOUT_MS / 60_000} minutes.`);
}

async function stop(up: ChildProcess): Promise<void> {
  if (up.exitCode !== null) return;
  const ended = new Promise((resolve) => up.once('close', resolve));
  up.kill('SIGINT');
  await ended;
}

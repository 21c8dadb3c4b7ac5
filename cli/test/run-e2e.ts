import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { homeFolders, PROJECT_ROOT } from '../machine/folders';
import { type InstallationState, readState } from '../machine/installation-state';
import { PlainError } from '../machine/plain-error';
import { nextFreePort } from '../machine/ports';
import { runCommand } from '../machine/run-command';
import { findOrInstallChromium } from './browser';
import { addOutcomes, type Outcome } from './outcome';
import { fileTimesOfPlaywright, type PlaywrightTimes } from './slowest';
import { EMPTY_TALLY, type PlaywrightReport, tallyOfPlaywright } from './tally';

const START_TIMEOUT_MS = 6 * 60_000;
/** Playwright's projects in the order they run; a project that fails does not keep the next from running. */
const PROJECTS = ['stories', 'alone', 'failures'] as const;

/**
 * The browser tests against an installation as people start it: `up` in a folder of its own, with its own ports,
 * the production build and the demo. It is stopped as people stop it, and thrown away.
 */
export async function runEndToEnd(filters: string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const chromium = await findOrInstallChromium();
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
    const state = await whenReady(up, home);
    const browserEnv = {
      ...installationEnv,
      COUNTERSIGN_E2E_URL: state.webUrl,
      COUNTERSIGN_CHROMIUM: chromium,
      DATABASE_URL: state.databaseUrl,
      DATABASE_OWNER_URL: state.ownerUrl,
      TEMPORAL_ADDRESS: state.temporalAddress,
    };
    const outcomes: Outcome[] = [];
    for (const project of PROJECTS) outcomes.push(await runPlaywright(project, filters, browserEnv));
    return addOutcomes(...outcomes);
  } finally {
    await stop(up);
    await rm(home, { recursive: true, force: true });
  }
}

async function runPlaywright(project: (typeof PROJECTS)[number], filters: string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const output = path.join(PROJECT_ROOT, 'test-results', project);
  const report = path.join(output, 'report.json');
  await rm(report, { force: true });
  const program = path.join(PROJECT_ROOT, 'node_modules', '.bin', 'playwright');
  const { code } = await runCommand(program, ['test', `--project=${project}`, `--output=${output}`, '--pass-with-no-tests', ...filters], {
    cwd: PROJECT_ROOT,
    env: { ...env, COUNTERSIGN_E2E_REPORT: report },
    output: 'inherit',
  });
  const found = existsSync(report) ? (JSON.parse(await readFile(report, 'utf8')) as PlaywrightReport & PlaywrightTimes) : undefined;
  const tally = found === undefined ? EMPTY_TALLY : tallyOfPlaywright(found);
  return {
    tally: code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally,
    files: found === undefined ? [] : fileTimesOfPlaywright(found, 'e2e'),
  };
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

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { SEARCH_ATTRIBUTES } from '#contract/names';
import { LOOPBACK } from '../machine/ports';
import { mustRun } from '../machine/run-command';
import type { ServiceSpec } from './service-spec';

const RETENTION_HOURS = 720;
const NAMESPACE = 'default';

export interface TemporalOptions {
  binary: string;
  dataDir: string;
  port: number;
  uiPort: number;
  logFile: string;
}

/** Says how to start the Temporal dev server: one file, loopback only, with its UI. */
export async function prepareTemporal(options: TemporalOptions): Promise<ServiceSpec> {
  await mkdir(options.dataDir, { recursive: true });
  return {
    name: 'Temporal',
    program: options.binary,
    args: [
      'server',
      'start-dev',
      '--ip',
      LOOPBACK,
      '--port',
      String(options.port),
      '--ui-port',
      String(options.uiPort),
      '--db-filename',
      path.join(options.dataDir, 'temporal.db'),
      // 1.6 times the default's speed, and as safe: a commit is on the disk before it is acknowledged.
      '--sqlite-pragma',
      'journal_mode=wal',
      '--sqlite-pragma',
      'synchronous=full',
      '--log-level',
      'warn',
      ...Object.values(SEARCH_ATTRIBUTES).flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    ],
    env: process.env,
    logFile: options.logFile,
    stopSignal: 'SIGINT',
    stopGraceMs: 15_000,
  };
}

/**
 * Retention is no start option of the dev server, whose own default of 24 hours would lose running trails.
 * Setting it again is harmless, as is registering a search attribute at each start.
 */
export async function raiseRetention(binary: string, address: string): Promise<void> {
  await mustRun(
    'Raising the retention of Temporal',
    binary,
    ['operator', 'namespace', 'update', '--address', address, '--namespace', NAMESPACE, '--retention', `${RETENTION_HOURS}h`],
    { timeoutMs: 20_000 },
  );
}

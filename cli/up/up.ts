import { rm } from 'node:fs/promises';
import path from 'node:path';
import { readOrMakeKeys } from '#storage/signing-keys';
import { homeFolders } from '../machine/folders';
import { readState } from '../machine/installation-state';
import { PlainError } from '../machine/plain-error';
import { readOrMakeSecrets } from '../machine/secrets';
import { choosePorts } from './choose-ports';
import { planServices } from './environment';
import { assertFreeSpace } from './free-space';
import { recoverLeftovers } from './leftovers';
import { Running } from './running';

export interface UpOptions {
  port?: string;
  host?: string;
  reset?: boolean;
  demo?: boolean;
}

/** Starts everything, says where it is, keeps it running until Ctrl-C, and stops it in order. Answers the exit code. */
export async function up(options: UpOptions): Promise<number> {
  const folders = homeFolders();
  const say = (sentence: string) => void process.stdout.write(`${sentence}\n`);
  await assertFreeSpace(folders.home);
  const last = await readState(folders.state);
  await recoverLeftovers(last, say);
  const ports = await choosePorts(options.port, last?.ports);
  if (options.reset) await reset(folders, say);
  const secrets = await readOrMakeSecrets(folders.secrets);
  if (!process.env.COUNTERSIGN_KEYS_JSON) await readOrMakeKeys(folders.keys);
  const services = planServices(process.env, ports, secrets);
  const running = new Running({ folders, ports, secrets, services, host: options.host ?? '127.0.0.1', demo: options.demo ?? true, say });

  const stopAsked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
  try {
    const started = running.start();
    await Promise.race([started, stopAsked]);
    await stopAsked;
    say('\nStopping …');
    return 0;
  } finally {
    await running.stop();
    say('Stopped. All data is kept; "./countersign up" starts again.');
  }
}

async function reset(folders: ReturnType<typeof homeFolders>, say: (sentence: string) => void): Promise<void> {
  if (process.env.DATABASE_URL || process.env.TEMPORAL_ADDRESS) {
    throw new PlainError('--reset throws away embedded services only: empty your own database and Temporal namespace yourself.');
  }
  say('Throwing away all data of this installation.');
  for (const part of [
    folders.postgres,
    folders.temporal,
    folders.files,
    folders.secrets,
    path.join(folders.home, 'keys'),
    folders.state,
    folders.demo,
  ]) {
    await rm(part, { recursive: true, force: true });
  }
}

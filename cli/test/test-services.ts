import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databaseAnswers } from '#data/sql/database-setup';
import { PlainError } from '../machine/plain-error';
import { nextFreePort } from '../machine/ports';
import { ownerUrl, preparePostgres } from '../services/postgres';
import { SupervisedProcess } from '../services/supervisor';
import { temporalBinary, temporalTestServerBinary } from '../temporal/binaries';

const PASSWORD = 'for-tests-only';

/** The PostgreSQL server that all kinds of test share: started once, thrown away at the end. */
export class TestServices {
  private postgres: SupervisedProcess | undefined;
  private folder: string | undefined;
  private url: string | undefined;

  constructor(readonly env: NodeJS.ProcessEnv) {}

  /** The environment for tests that need servers; also makes sure that the Temporal programs are on this machine. */
  async withServers(): Promise<NodeJS.ProcessEnv> {
    await Promise.all([temporalBinary(), temporalTestServerBinary()]);
    if (this.env.COUNTERSIGN_TEST_PG_URL) return this.env;
    this.url ??= await this.startPostgres();
    return { ...this.env, COUNTERSIGN_TEST_PG_URL: this.url };
  }

  async stop(): Promise<void> {
    await this.postgres?.stop();
    if (this.folder) await rm(this.folder, { recursive: true, force: true });
  }

  private async startPostgres(): Promise<string> {
    const port = await nextFreePort(55_432);
    if (port === undefined) throw new PlainError('No port from 55432 on is free for the test database.');
    this.folder = await mkdtemp(path.join(tmpdir(), 'countersign-test-'));
    const spec = await preparePostgres({
      dataDir: path.join(this.folder, 'postgres'),
      port,
      ownerPassword: PASSWORD,
      logFile: path.join(this.folder, 'postgres.log'),
      // Thrown away after the run: nothing here needs to survive a loss of power.
      settings: ['fsync=off', 'full_page_writes=off', 'max_connections=400'],
    });
    const url = ownerUrl(port, PASSWORD, 'postgres');
    this.postgres = new SupervisedProcess(spec, {
      started: () => undefined,
      said: (sentence) => void process.stderr.write(`${sentence}\n`),
    });
    await this.postgres.start(() => databaseAnswers(url), 60_000);
    return url;
  }
}

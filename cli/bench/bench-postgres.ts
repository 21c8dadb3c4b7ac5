import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databaseAnswers } from '#data/sql/database-setup';
import { PlainError } from '../machine/plain-error';
import { nextFreePort } from '../machine/ports';
import { ownerUrl, preparePostgres } from '../services/postgres';
import { SupervisedProcess } from '../services/supervisor';

const PASSWORD = 'for-bench-only';

/** A PostgreSQL as `up` starts it, as durable, in a folder that is thrown away: ours and floors are measured on it alike. */
export async function startBenchPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await nextFreePort(56_432);
  if (port === undefined) throw new PlainError('No port from 56432 on is free for the database of the bench.');
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-bench-'));
  const spec = await preparePostgres({
    dataDir: path.join(folder, 'postgres'),
    port,
    ownerPassword: PASSWORD,
    logFile: path.join(folder, 'postgres.log'),
  });
  const url = ownerUrl(port, PASSWORD, 'postgres');
  const process = new SupervisedProcess(spec, { started: () => undefined, said: () => undefined });
  await process.start(() => databaseAnswers(url), 60_000);
  return {
    url,
    stop: async () => {
      await process.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

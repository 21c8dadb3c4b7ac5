import { NativeConnection, type Worker } from '@temporalio/worker';
import { openDatabase } from '#data/sql/connection';
import { openTemporal } from '#dispatch/temporal-gateway';
import { createWorkers } from '#worker/create-workers';
import { QUEUES } from '#worker/environment';
import { relayUntilStopped } from '#worker/keep-relaying';
import { productBundle } from '../support/temporal';
import { smallDependencies } from '../support/world/small-dependencies';
import { bareWorker } from './bare-worker';

/** As the worker of an installation has. */
const DATABASE_CONNECTIONS = 20;

/** What the process is told by its argument: where its database and Temporal are, and whether it carries out our workflows or bare ones. */
export interface WorkerTask {
  kind: 'ours' | 'bare';
  databaseUrl: string;
  address: string;
  filesDir: string;
}

/** What it answers whenever it is asked. */
export interface WorkerHolds {
  residentBytes: number;
  /** Runs that it keeps, so that it need not replay them. */
  cachedWorkflows: number;
}

/** What it can be asked: what it holds now, and to stop. */
export type WorkerQuestion = 'holds' | 'stop';

async function main({ kind, databaseUrl, address, filesDir }: WorkerTask): Promise<void> {
  const db = openDatabase(databaseUrl, { maxConnections: DATABASE_CONNECTIONS });
  const temporal = openTemporal({ TEMPORAL_ADDRESS: address });
  const workflowBundle = await productBundle();
  const connection = await NativeConnection.connect({ address });
  const dependencies = smallDependencies({ db, filesDir, temporal: temporal.client });
  const workers =
    kind === 'ours'
      ? await createWorkers({
          ...{ connection, namespace: 'default', workflowBundle, queues: QUEUES },
          dependencies,
        })
      : [await bareWorker({ nativeConnection: connection }, db)];
  const stop = new AbortController();
  // Under load a signal may not get through: as in an installation, it is rung for again.
  const relaying = kind === 'ours' ? relayUntilStopped({ db, temporal, log: dependencies.log }, stop.signal) : Promise.resolve();
  const runs = workers.map((worker) => worker.run());
  const answer = (message: WorkerHolds | 'ready'): void => void process.send?.(message);
  process.on('message', (question: WorkerQuestion) => {
    if (question === 'holds') answer(holds(workers));
    else for (const worker of workers) worker.shutdown();
  });
  answer('ready');
  await Promise.all(runs);
  stop.abort();
  await relaying;
  await connection.close();
  await temporal.close();
  await db.close();
  process.disconnect();
}

function holds(workers: readonly Worker[]): WorkerHolds {
  global.gc?.();
  return {
    residentBytes: process.memoryUsage.rss(),
    cachedWorkflows: workers.reduce((sum, worker) => sum + worker.getStatus().numCachedWorkflows, 0),
  };
}

if (process.send) await main(JSON.parse(process.argv[2] ?? '') as WorkerTask);

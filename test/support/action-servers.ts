import { pino } from 'pino';
import { phaseDefinition } from '#domain/phases/registry';
import { openStorage, type Storage } from '#storage/storage';
import { createWorkers } from '#worker/create-workers';
import { QUEUES } from '#worker/environment';
import { answerInquiry } from '#worker/prepare/inquiries/answer-inquiry';
import { completer, lister, preparer } from '#worker/prepare/registry';
import { type TestDatabase, testDatabase } from './postgres';
import { serveActions } from './server-actions';
import { productBundle, temporaryDirectory, timeSkippingServer } from './temporal';
import { TEST_KEYS } from './test-keys';

/** What actions and handlers need in a test: a database of their own, Temporal's test server, and a directory for files. */
export interface ActionServers {
  database: TestDatabase;
  /** Where the actions and the workers keep files. */
  storage: Storage;
  /** Starts the product's workers, for what is answered by one: questions about files, and commands. */
  startWorkers(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the servers and gives them to the actions; the test file stops them after its tests. */
export async function startActionServers(): Promise<ActionServers> {
  const [database, temporal, files] = await Promise.all([testDatabase(), timeSkippingServer(), temporaryDirectory()]);
  serveActions(database.db, temporal, files.path);
  let stopWorkers = async () => {};
  return {
    database,
    storage: openStorage(files.path),
    startWorkers: async () => {
      const workers = await createWorkers({
        connection: temporal.nativeConnection,
        namespace: temporal.namespace ?? 'default',
        dependencies: {
          db: database.db,
          storage: openStorage(files.path),
          temporal: temporal.client,
          log: pino({ level: 'silent' }),
          preparer,
          lister,
          completer,
          answerInquiry,
          workflows: async () => ({ workflowBundle: await productBundle() }),
          definition: phaseDefinition,
          keys: async () => TEST_KEYS,
          mail: null,
          stampService: null,
          verifyPage: async () => '<!doctype html>',
        },
        workflowBundle: await productBundle(),
        queues: QUEUES,
      });
      const runs = workers.map((worker) => worker.run());
      stopWorkers = async () => {
        for (const worker of workers) worker.shutdown();
        await Promise.all(runs);
      };
    },
    stop: async () => {
      await stopWorkers();
      await temporal.teardown();
      await database.drop();
      await files.remove();
    },
  };
}

import { type TestDatabase, testDatabase } from './postgres';
import { serveActions } from './server-actions';
import { temporaryDirectory, timeSkippingServer } from './temporal';

/** What actions and handlers need in a test: a database of their own, Temporal's test server, and a directory for files. */
export interface ActionServers {
  database: TestDatabase;
  stop(): Promise<void>;
}

/** Starts the servers and gives them to the actions; the test file stops them after its tests. */
export async function startActionServers(): Promise<ActionServers> {
  const [database, temporal, files] = await Promise.all([testDatabase(), timeSkippingServer(), temporaryDirectory()]);
  serveActions(database.db, temporal, files.path);
  return {
    database,
    stop: async () => {
      await temporal.teardown();
      await database.drop();
      await files.remove();
    },
  };
}

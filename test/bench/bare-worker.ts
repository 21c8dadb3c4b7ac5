import { fileURLToPath } from 'node:url';
import { type NativeConnection, Worker } from '@temporalio/worker';
import type { Database } from '#data/sql/connection';
import { bundled } from '../support/temporal';

export const BARE_QUEUE = 'bench-bare';

/** Where bare activities commit. */
export async function makeBareTable(owner: Database): Promise<void> {
  await owner.pool.query('create table bench_commit (id uuid primary key)');
}

/** The worker of bare workflows, not yet running. */
export async function bareWorker(
  { nativeConnection: connection, namespace }: { nativeConnection: NativeConnection; namespace?: string | undefined },
  owner: Database,
): Promise<Worker> {
  return await Worker.create({
    connection,
    namespace: namespace ?? 'default',
    taskQueue: BARE_QUEUE,
    workflowBundle: await bundled(fileURLToPath(new URL('./bare-workflow.ts', import.meta.url))),
    activities: {
      commitOne: async (id: string) =>
        void (await owner.pool.query('insert into bench_commit (id) values ($1) on conflict do nothing', [id])),
    },
  });
}

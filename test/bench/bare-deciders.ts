import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Database } from '#data/sql/connection';
import { BARE_QUEUE } from './bare-worker';
import { untilRows } from './until-rows';

/** As many bare workflows as people decide at once, each with a signal, an activity and a commit; a worker of theirs runs elsewhere. */
export class BareDeciders {
  private readonly handles: { signal(name: string, id: string): Promise<void>; result(): Promise<unknown> }[] = [];

  constructor(
    private readonly client: Client,
    private readonly owner: Database,
  ) {}

  /**
   * Milliseconds of each until its commit.
   * @param lookAgainMs between two looks for commits
   */
  async allAtOnce(count: number, lookAgainMs?: number): Promise<number[]> {
    while (this.handles.length < count)
      this.handles.push(await this.client.workflow.start('bare', { workflowId: `bench/${randomUUID()}`, taskQueue: BARE_QUEUE }));
    return await untilRows(
      this.owner,
      'select id::text from bench_commit where id = any($1::uuid[])',
      this.handles.slice(0, count).map((handle) => async () => {
        const id = randomUUID();
        await handle.signal('bare', id);
        return id;
      }),
      lookAgainMs,
    );
  }

  async stop(): Promise<void> {
    for (const handle of this.handles) await handle.signal('bare', 'stop');
    await Promise.all(this.handles.map((handle) => handle.result()));
  }
}

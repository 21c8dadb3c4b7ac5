import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { expect, test } from 'vitest';
import { PHASE_TYPE } from '#contract/names';
import { localServer, timeSkippingServer } from '../../../test/support/temporal';
import { eventsFromEnd } from './events-from-end';

/** More than a page of them; no worker takes them up. */
const SIGNALS = 250;

test.each([
  ['page by page', localServer],
  ['at once, by a server that cannot read backwards', timeSkippingServer],
])('the events of a run come from the last one back, %s', async (_, server: () => Promise<TestWorkflowEnvironment>) => {
  const env = await server();
  try {
    const workflowId = randomUUID();
    const handle = await env.client.workflow.start(PHASE_TYPE, { workflowId, taskQueue: 'nobody', args: [] });
    await Promise.all(Array.from({ length: SIGNALS }, () => handle.signal('requestWork')));
    const { events } = await handle.fetchHistory();
    const ids: number[] = [];
    for await (const { eventId } of eventsFromEnd(env.client, { workflowId, runId: handle.firstExecutionRunId })) ids.push(Number(eventId));
    expect(ids).toEqual((events ?? []).map(({ eventId }) => Number(eventId)).reverse());
    expect(ids.length).toBeGreaterThan(SIGNALS);
    expect(ids.at(-1)).toBe(1);
  } finally {
    await env.teardown();
  }
});

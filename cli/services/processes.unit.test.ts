import { expect, it } from 'vitest';
import { ANALYSIS_QUEUE, WORKFLOW_QUEUE } from '#contract/names';
import { besideFirst, workerService } from './processes';

it.each([
  ['127.0.0.1:9464', '127.0.0.1:9465'],
  ['9464', '9465'],
  ['[::1]:9499', '[::1]:9500'],
  ['0', '0'],
  ['', ''],
  [undefined, undefined],
])('a second worker beside one that tells of itself at %s does so at %s', (first, second) => {
  expect(besideFirst({ NODE_ENV: 'test', COUNTERSIGN_WORKER_METRICS: first }).COUNTERSIGN_WORKER_METRICS).toBe(second);
});

it('bounds what a worker of analyses alone may hold, and no other', () => {
  const limit = (queues?: readonly string[]) =>
    workerService({ NODE_ENV: 'test' }, 'log', queues).args.filter((arg) => arg.startsWith('--max-old-space-size='));
  expect(limit([ANALYSIS_QUEUE])).toEqual(['--max-old-space-size=2048']);
  expect(limit([ANALYSIS_QUEUE, WORKFLOW_QUEUE])).toEqual([]);
  expect(limit()).toEqual([]);
});

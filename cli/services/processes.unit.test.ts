import { expect, it } from 'vitest';
import { besideFirst } from './processes';

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

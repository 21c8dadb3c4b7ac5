import { expect, it } from 'vitest';
import { DraftQueue } from './draft-queue';

it('a bulk change is answered when its rows have been read, so that what is set next rests on them', async () => {
  const order: string[] = [];
  let rowsRead = (): void => undefined;
  const queue = new DraftQueue(0, {
    save: () => Promise.reject(new TypeError('Failed to fetch')),
    setByFilter: async () => ({ ok: true, value: { editRevision: 1, changed: 3, undo: [] } }),
    take: () =>
      new Promise((resolve) => {
        rowsRead = () => {
          order.push('rows read');
          resolve();
        };
      }),
    readAgain: async () => 1,
    onRefused: (message) => void order.push(message),
    after: () => () => undefined,
  });
  const answered = queue.setByFilter({ all: [] }, { a: '5' }, 'Bulk').then(() => order.push('answered'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(order).toEqual([]);
  rowsRead();
  await answered;
  expect(order).toEqual(['rows read', 'answered']);
});

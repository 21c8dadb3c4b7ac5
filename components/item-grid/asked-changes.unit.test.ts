import { expect, it } from 'vitest';
import { saidOnce } from './asked-changes';

const change = (itemKey: string, owner: string) => ({ itemKey, seenHash: itemKey, fields: { owner } });

it('says once what is recorded of all alike, and of each what differs', () => {
  expect(saidOnce([change('A', 'x'), change('B', 'x')])).toEqual({
    changes: [
      { itemKey: 'A', seenHash: 'A', fields: {} },
      { itemKey: 'B', seenHash: 'B', fields: {} },
    ],
    alike: { owner: 'x' },
  });
  const different = [change('A', 'x'), change('B', 'y')];
  expect(saidOnce(different)).toEqual({ changes: different, alike: {} });
});

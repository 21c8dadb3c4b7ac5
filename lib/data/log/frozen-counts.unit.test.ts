import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Queryable } from '../sql/connection';
import { countOnce } from './frozen-counts';

const pool = (): Queryable => ({ query: () => Promise.reject(new Error('not asked')) }) as unknown as Queryable;

describe('countOnce', () => {
  it('counts frozen content once for each question, and a draft every time', async () => {
    const db = pool();
    const content = { chainId: randomUUID(), number: 1 };
    let made = 0;
    const count = () => Promise.resolve((made += 1));
    expect(await countOnce(db, { ...content, status: 'pending_approval' }, ['count'], count)).toBe(1);
    expect(await countOnce(db, { ...content, status: 'approved' }, ['count'], count)).toBe(1);
    expect(await countOnce(db, { ...content, status: 'approved' }, ['by', 'lob'], count)).toBe(2);
    expect(await countOnce(db, { ...content, number: 2, status: 'approved' }, ['count'], count)).toBe(3);
    expect(await countOnce(db, { ...content, status: 'draft' }, ['count'], count)).toBe(4);
    expect(await countOnce(db, content, ['count'], count)).toBe(5);
    expect(await countOnce(pool(), { ...content, status: 'approved' }, ['count'], count)).toBe(6);
  });
});

import { type InfiniteData, QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import type { ItemRow } from '#contract/views/row-views';
import type { ItemPage, VersionView } from '#contract/views/version-views';
import type { ItemData } from '#domain/item/json';
import { takeSaved } from './draft-cache';
import { type ItemsRequest, itemsKey } from './first-queries';
import { versionOptions } from './version';

const ID = 'v1';
const row = (key: string, data: ItemData): ItemRow => ({
  key,
  data,
  hash: '',
  masked: [],
  verdict: null,
  feedback: null,
  openComments: 0,
});
const page = (...rows: ItemRow[]): InfiniteData<ItemPage, string | null> => ({
  pages: [{ rows, matching: rows.length, total: rows.length, next: null }],
  pageParams: [null],
});

const ALL: ItemsRequest = {};
const BY_NAME: ItemsRequest = { sort: '-name' };
const UNDECIDED: ItemsRequest = { filter: { all: [{ field: 'decision', operator: 'blank', values: [] }] } };
const BY_PART: ItemsRequest = { filter: { all: [{ field: 'values.AMOUNT', operator: 'is', values: ['1'] }] } };
const REQUESTS = { ALL, BY_NAME, UNDECIDED, BY_PART };

/** A page that shows two items of a draft, with what stands beside them. */
function screen() {
  const client = new QueryClient({ defaultOptions: { queries: { queryFn: () => new Promise(() => undefined) } } });
  client.setQueryData(versionOptions(ID).queryKey, { editRevision: 4 } as VersionView);
  for (const request of Object.values(REQUESTS))
    client.setQueryData([...itemsKey(ID), request], page(row('K', { name: 'k', decision: null }), row('L', { name: 'l', decision: null })));
  for (const part of ['gates', 'summary', 'diff', 'comments', 'matches']) client.setQueryData(['version', ID, part], {});
  for (const part of ['item', 'history', 'failures']) for (const key of ['K', 'L']) client.setQueryData(['version', ID, part, key], {});
  for (const { filter } of [UNDECIDED, BY_PART]) client.setQueryData(['version', ID, 'matching', [filter]], [1]);
  client.setQueryData(['version', 'v2', 'gates'], {});
  const stale = (...key: unknown[]) => client.getQueryState(key)?.isInvalidated;
  return {
    client,
    stale: (...part: unknown[]) => stale('version', ID, ...part),
    stalePages: () => Object.entries(REQUESTS).flatMap(([name, request]) => (stale(...itemsKey(ID), request) ? [name] : [])),
    stalePageOfAnother: () => stale('version', 'v2', 'gates'),
    rows: () => client.getQueryData<InfiniteData<ItemPage>>([...itemsKey(ID), ALL])?.pages[0]?.rows.map(({ data }) => data),
    revision: () => client.getQueryData(versionOptions(ID).queryKey)?.editRevision,
  };
}

const saved = { editRevision: 5, rows: [row('K', { name: 'k', decision: 'accept' })] };
const edit = { key: 'K', set: { decision: 'accept' }, seen: { decision: null } };

describe('a saved cell', () => {
  it('is on every page at once, under the revision that holds it', async () => {
    const at = screen();
    await takeSaved(at.client, ID, saved, [edit]);
    expect(at.rows()).toEqual([
      { name: 'k', decision: 'accept' },
      { name: 'l', decision: null },
    ]);
    expect(at.revision()).toBe(5);
  });

  it('has only what it can have changed read again', async () => {
    const at = screen();
    await takeSaved(at.client, ID, saved, [edit]);
    expect(at.stalePages()).toEqual(['UNDECIDED']);
    for (const part of ['gates', 'summary', 'diff']) expect(at.stale(part), part).toBe(true);
    for (const part of ['comments', 'matches']) expect(at.stale(part), part).toBe(false);
    expect([UNDECIDED, BY_PART].map(({ filter }) => at.stale('matching', [filter]))).toEqual([true, false]);
    for (const part of ['item', 'history', 'failures']) {
      expect(at.stale(part, 'K'), part).toBe(true);
      expect(at.stale(part, 'L'), part).toBe(false);
    }
    expect(at.stalePageOfAnother()).toBe(false);
  });

  it('reaches the pages that rest on a field derived from it, and on a value inside a record', async () => {
    const at = screen();
    await takeSaved(at.client, ID, { editRevision: 5, rows: [row('K', { name: 'renamed', decision: null, values: { AMOUNT: '2' } })] }, [
      { key: 'K', set: { note: 'n' }, seen: { note: null } },
    ]);
    expect(at.stalePages()).toEqual(['BY_NAME', 'BY_PART']);
  });

  it('does not take the revision back where a later one was read', async () => {
    const at = screen();
    at.client.setQueryData(versionOptions(ID).queryKey, { editRevision: 9 } as VersionView);
    await takeSaved(at.client, ID, saved, [edit]);
    expect(at.revision()).toBe(9);
  });
});

describe('edits that take items away or are too many to be sent along', () => {
  it.each([
    ['an item is gone', { editRevision: 5, rows: [] }, [edit]],
    ['an item is removed', { editRevision: 5, rows: [] }, [{ key: 'K', remove: true as const }]],
    ['rows are left out', { editRevision: 5, rows: null }, [edit]],
  ])('%s: every page is read again', async (_name, answer, edits) => {
    const at = screen();
    await takeSaved(at.client, ID, answer, edits);
    expect(at.stalePages()).toEqual(Object.keys(REQUESTS));
    expect(at.stale('matches')).toBe(true);
    expect(at.stale('matching', [BY_PART.filter])).toBe(true);
    expect(at.stale('comments')).toBe(false);
  });

  it('is done when the rows are read again, whatever else is still on its way', async () => {
    const at = screen();
    let answer = (): void => undefined;
    const rows = new QueryObserver(at.client, {
      queryKey: [...itemsKey(ID), ALL],
      queryFn: () =>
        new Promise<InfiniteData<ItemPage, string | null>>((resolve) => (answer = () => resolve(page(row('K', { name: 'new' }))))),
      staleTime: Number.POSITIVE_INFINITY,
    });
    const summary = new QueryObserver(at.client, {
      queryKey: ['version', ID, 'summary'],
      queryFn: () => new Promise(() => undefined),
      staleTime: Number.POSITIVE_INFINITY,
    });
    const leave = [rows, summary].map((observer) => observer.subscribe(() => undefined));
    let done = false;
    const taken = takeSaved(at.client, ID, { editRevision: 6, rows: null }, []).then(() => (done = true));
    await Promise.resolve();
    expect([done, at.stale('summary')]).toEqual([false, true]);
    answer();
    await taken;
    expect(at.rows()).toEqual([{ name: 'new' }]);
    for (const one of leave) one();
  });
});

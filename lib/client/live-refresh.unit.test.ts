import { environmentManager, QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LiveChange } from '#contract/live';
import { versionKey } from './first-queries';
import { type Follows, following, LiveRefresh } from './live-refresh';
import { setLive, unlessTold } from './live-standing';

const EVERY_MS = 5_000;
const inReport = (cycleReportId: string, cycleId = 'c1'): LiveChange => ({ reports: [{ cycleReportId, cycleId }], installation: false });

let client: QueryClient;
let refresh: LiveRefresh;
let hidden: boolean;
const stops: (() => void)[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  // Without a window it would set no timers, as on a server.
  environmentManager.setIsServer(() => false);
  hidden = false;
  client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 2_000 } } });
  refresh = new LiveRefresh(client, () => hidden);
});
afterEach(() => {
  refresh.stop();
  for (const stop of stops.splice(0)) stop();
  client.clear();
  setLive(false);
  environmentManager.setIsServer(() => true);
  vi.useRealTimers();
});

/** Shows a query as a page does, and counts how often it is asked. */
function shown(key: readonly unknown[], follows: Follows, answer: unknown = 'x'): { asked: () => number } {
  let asked = 0;
  const observer = new QueryObserver(client, {
    queryKey: key,
    queryFn: () => {
      asked += 1;
      return Promise.resolve(answer);
    },
    refetchInterval: () => unlessTold(EVERY_MS),
    meta: following(follows, EVERY_MS),
  });
  stops.push(observer.subscribe(() => undefined));
  return { asked: () => asked };
}

/** Changes are told, and what the pages show was read since. */
async function told(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
  setLive(true);
  refresh.opened({ coversMs: 30_000, recent: [] });
}

describe('while changes are told', () => {
  it('nothing is asked by itself, and a change has asked what it concerns, once and soon', async () => {
    const [one, other, any, cycle] = [
      shown(['report', 'r1'], { report: 'r1' }),
      shown(['report', 'r2'], { report: 'r2' }),
      shown(['inbox'], 'any'),
      shown(['progress'], { cycle: 'c1' }),
    ];
    await told();
    const counts = () => [one, other, any, cycle].map(({ asked }) => asked());
    const before = [1, 1, 1, 1];
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(counts()).toEqual(before);
    refresh.changed(inReport('r1'));
    refresh.changed(inReport('r1'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(counts()).toEqual([before[0]! + 1, before[1], before[2]! + 1, before[3]! + 1]);
    refresh.changed({ reports: [], installation: true });
    await vi.advanceTimersByTimeAsync(EVERY_MS);
    expect(counts()).toEqual([before[0]! + 2, before[1]! + 1, before[2]! + 2, before[3]! + 2]);
  });

  it('a version follows its own report, and any as long as it is not known', async () => {
    const known = shown(versionKey('v1'), { version: 'v1' }, { cycleReportId: 'r1' });
    const comments = shown([...versionKey('v1'), 'comments'], { version: 'v1' });
    const unknown = shown([...versionKey('v2'), 'comments'], { version: 'v2' });
    await told();
    const before = [known, comments, unknown].map(({ asked }) => asked());
    refresh.changed(inReport('r2'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect([known, comments, unknown].map(({ asked }) => asked())).toEqual([before[0], before[1], before[2]! + 1]);
    refresh.changed(inReport('r1'));
    await vi.advanceTimersByTimeAsync(500);
    expect([known, comments].map(({ asked }) => asked())).toEqual([before[0]! + 1, before[1]! + 1]);
  });

  it('changes without end ask no more often than asking by itself would, and the last one is never lost', async () => {
    const one = shown(['report', 'r1'], { report: 'r1' });
    await told();
    const before = one.asked();
    for (let nth = 0; nth < 600; nth += 1) {
      refresh.changed(inReport('r1'));
      await vi.advanceTimersByTimeAsync(100);
    }
    const during = one.asked() - before;
    expect(during).toBeLessThanOrEqual(60_000 / EVERY_MS + 3);
    refresh.changed(inReport('r1'));
    await vi.advanceTimersByTimeAsync(EVERY_MS);
    expect(one.asked() - before).toBe(during + 1);
  });

  it('what is hidden is asked when it is looked at again, and not before', async () => {
    const one = shown(['report', 'r1'], { report: 'r1' });
    await told();
    const before = one.asked();
    hidden = true;
    refresh.changed(inReport('r1'));
    await vi.advanceTimersByTimeAsync(2_000);
    expect([one.asked() - before, client.getQueryState(['report', 'r1'])?.isInvalidated]).toEqual([0, true]);
  });

  it('what changed between its reading and its showing is asked again', async () => {
    await told();
    client.setQueryData(['report', 'r1'], 'from the page');
    client.setQueryData(['report', 'r2'], 'from the page');
    await vi.advanceTimersByTimeAsync(100);
    refresh.changed(inReport('r1'));
    const [one, other] = [shown(['report', 'r1'], { report: 'r1' }), shown(['report', 'r2'], { report: 'r2' })];
    await vi.advanceTimersByTimeAsync(1_500);
    expect([one.asked(), other.asked()]).toEqual([1, 0]);
  });
});

describe('when changes begin to be told, or are no longer', () => {
  it('what was read before they were known is asked again; what is known to be unchanged is not', async () => {
    const one = shown(['report', 'r1'], { report: 'r1' });
    const other = shown(['report', 'r2'], { report: 'r2' });
    await vi.advanceTimersByTimeAsync(3_000);
    setLive(true);
    refresh.opened({ coversMs: 10_000, recent: [{ agoMs: 1_000, change: inReport('r1') }] });
    await vi.advanceTimersByTimeAsync(1_000);
    expect([one.asked(), other.asked()]).toEqual([2, 1]);
    refresh.opened({ coversMs: 0, recent: [] });
    await vi.advanceTimersByTimeAsync(EVERY_MS);
    expect(other.asked()).toBe(2);
  });

  it('they ask by themselves again, each at its own moment', async () => {
    const one = shown(['report', 'r1'], { report: 'r1' });
    await told();
    const before = one.asked();
    setLive(false);
    refresh.lost();
    await vi.advanceTimersByTimeAsync(EVERY_MS);
    expect(one.asked()).toBe(before + 1);
    await vi.advanceTimersByTimeAsync(4 * EVERY_MS);
    expect(one.asked()).toBeGreaterThanOrEqual(before + 4);
  });

  it('another page learns what this one knows', async () => {
    await told();
    refresh.changed(inReport('r1'));
    await vi.advanceTimersByTimeAsync(500);
    expect(refresh.opening()).toEqual({ coversMs: 30_000, recent: [{ agoMs: 500, change: inReport('r1') }], isAway: false });
  });
});

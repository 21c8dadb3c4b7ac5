import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BEAT_MS, type LiveOpening } from '#contract/live';
import { type Browser, LivePage } from './live';
import { LiveRefresh } from './live-refresh';
import { isLive, setLive } from './live-standing';

const OPENING: LiveOpening = { coversMs: 1_000, recent: [], isAway: false };

/** A stream as a browser has it, of which a test says what comes. */
class Stream {
  static all: Stream[] = [];
  readonly listeners = new Map<string, (event: { data: string }) => void>();
  readyState = 0;
  onerror: (() => void) | null = null;
  constructor(readonly address: string) {
    Stream.all.push(this);
  }
  addEventListener(name: string, listener: (event: { data: string }) => void): void {
    this.listeners.set(name, listener);
  }
  close(): void {
    this.readyState = 2;
  }
  says(name: string, data: unknown = null): void {
    this.listeners.get(name)?.({ data: JSON.stringify(data) });
  }
  breaks(readyState: number): void {
    this.readyState = readyState;
    this.onerror?.();
  }
}

/** Channels between the pages of one browser; who tells something does not hear it. */
class Channel {
  static all: Channel[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  constructor(readonly name: string) {
    Channel.all.push(this);
  }
  postMessage(data: unknown): void {
    for (const other of Channel.all) if (other !== this && other.name === this.name) other.onmessage?.({ data });
  }
  close(): void {
    Channel.all = Channel.all.filter((one) => one !== this);
  }
}

/** One lock at a time, in the order in which it was asked for. */
let queue: Promise<unknown> = Promise.resolve();
const locks = {
  request: (_name: string, { signal }: { signal: AbortSignal }, work: () => Promise<void>) => {
    const mine = queue.then(() => (signal.aborted ? undefined : work()));
    queue = mine;
    return mine;
  },
};
const BROWSER = {
  locks,
  channel: (name: string) => new Channel(name),
  stream: (address: string) => new Stream(address),
} as unknown as Browser;

const pages: LivePage[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  [Stream.all, Channel.all, queue] = [[], [], Promise.resolve()];
});
afterEach(() => {
  for (const page of pages.splice(0)) page.leave();
  setLive(false);
  vi.useRealTimers();
});

/** A page that somebody opens; what it is told stands in its log. */
function page(person = 'p'): { page: LivePage; told: string[] } {
  const told: string[] = [];
  const refresh = new LiveRefresh(new QueryClient(), () => false);
  vi.spyOn(refresh, 'opened').mockImplementation(() => void told.push('opened'));
  vi.spyOn(refresh, 'changed').mockImplementation(() => void told.push('changed'));
  vi.spyOn(refresh, 'lost').mockImplementation(() => void told.push('lost'));
  const opened = new LivePage(BROWSER, refresh, person);
  pages.push(opened);
  return { page: opened, told };
}
const soon = () => vi.advanceTimersByTimeAsync(1);
const stream = (nth: number): Stream => Stream.all[nth] ?? expect.unreachable();

it('one page holds the stream and tells the others; when it is closed, another does', async () => {
  const [first, second] = [page(), page()];
  await soon();
  expect(Stream.all.map(({ address }) => address)).toEqual(['/api/live']);
  stream(0).says('opened', OPENING);
  stream(0).says('changed', { reports: [], installation: true });
  expect([first.told, second.told, isLive()]).toEqual([['opened', 'changed'], ['opened', 'changed'], true]);
  first.page.leave();
  await soon();
  expect([stream(0).readyState, Stream.all.length]).toEqual([2, 2]);
  stream(1).says('opened', OPENING);
  stream(1).says('changed', { reports: [], installation: true });
  expect(second.told.slice(2)).toEqual(['opened', 'changed']);
});

it('people who use one browser after another hear nothing of each other', async () => {
  const [first, second] = [page('p'), page('q')];
  await soon();
  stream(0).says('opened', OPENING);
  stream(0).says('changed', { reports: [], installation: true });
  expect([first.told, second.told]).toEqual([['opened', 'changed'], []]);
});

it('a lost stream has pages ask by themselves, and the next opening ends that', async () => {
  const { told } = page();
  await soon();
  stream(0).says('opened', OPENING);
  stream(0).breaks(0);
  expect([told, isLive(), Stream.all.length]).toEqual([['opened', 'lost'], false, 1]);
  stream(0).says('opened', OPENING);
  expect([told, isLive()]).toEqual([['opened', 'lost', 'opened'], true]);
});

it.each(['away', 'ended'])('where the stream says %s, pages ask by themselves', async (name) => {
  const { told } = page();
  await soon();
  stream(0).says('opened', OPENING);
  stream(0).says(name);
  expect([told, isLive()]).toEqual([['opened', 'lost'], false]);
  if (name === 'away') stream(0).says('back');
  expect(isLive()).toBe(name === 'away');
});

it('a stream that is refused is asked for again, half a minute to a minute later', async () => {
  page();
  await soon();
  stream(0).breaks(2);
  await vi.advanceTimersByTimeAsync(29_000);
  expect([Stream.all.length, isLive()]).toEqual([1, false]);
  await vi.advanceTimersByTimeAsync(31_000);
  expect(Stream.all.length).toBe(2);
});

it('a stream that opens while nobody can tell leaves pages to ask', async () => {
  const { told } = page();
  await soon();
  stream(0).says('opened', { ...OPENING, isAway: true });
  expect([told, isLive()]).toEqual([[], false]);
  stream(0).says('back');
  expect(isLive()).toBe(true);
});

it('silence is no stream: pages ask, and the holder opens another', async () => {
  const { told } = page();
  await soon();
  stream(0).says('opened', OPENING);
  for (let beat = 0; beat < 10; beat += 1) {
    await vi.advanceTimersByTimeAsync(BEAT_MS);
    stream(0).says('beat');
  }
  expect([told, isLive(), Stream.all.length]).toEqual([['opened'], true, 1]);
  await vi.advanceTimersByTimeAsync(4 * BEAT_MS);
  expect([told, isLive()]).toEqual([['opened', 'lost'], false]);
  expect(Stream.all.length).toBeGreaterThan(1);
});

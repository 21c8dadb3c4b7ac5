'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { BEAT_MS, LIVE_EVENTS, type LiveEventName, type LiveEvents, type LiveOpening } from '#contract/live';
import { LiveRefresh } from './live-refresh';
import { isLive, setLive } from './live-standing';

const ADDRESS = '/api/live';
const SILENCE_MS = 2.5 * BEAT_MS;
/** A stream that was refused is asked for again after so long, by chance. */
const REFUSED_MS = { least: 30_000, most: 60_000 };
const CLOSED = 2;

/** What one page of a browser tells the others: an event of the stream; that it begins to listen, or what such a one is told; a lost stream. */
type Told =
  | { kind: 'event'; name: LiveEventName; data: LiveEvents[LiveEventName] }
  | { kind: 'hello' }
  | { kind: 'welcome'; opening: LiveOpening }
  | { kind: 'lost' };

/** The parts of a browser by which its pages share one stream. */
export interface Browser {
  locks: Pick<LockManager, 'request'>;
  channel: (name: string) => BroadcastChannel;
  stream: (address: string) => EventSource;
}

/** This browser's, where it has all of them; a page in another asks by itself as ever. */
function thisBrowser(): Browser | null {
  if (typeof EventSource === 'undefined' || typeof BroadcastChannel === 'undefined' || !('locks' in navigator)) return null;
  return { locks: navigator.locks, channel: (name) => new BroadcastChannel(name), stream: (address) => new EventSource(address) };
}

/**
 * Keeps a page up to date by what it is told. Of the pages that somebody has open in a browser one holds the stream, since a browser opens few connections
 * to a server, and tells the others; when it is closed, another does. While nobody tells, queries ask by themselves.
 */
export class LivePage {
  private readonly name: string;
  private readonly channel: BroadcastChannel;
  private readonly leaving = new AbortController();
  private stream: EventSource | null = null;
  private heardAtMs = Date.now();
  private again: ReturnType<typeof setTimeout> | null = null;
  private readonly watch: ReturnType<typeof setInterval>;

  constructor(
    private readonly browser: Browser,
    private readonly refresh: LiveRefresh,
    personId: string,
  ) {
    this.name = `countersign-live/${personId}`;
    this.channel = browser.channel(this.name);
    this.channel.onmessage = ({ data }: MessageEvent<Told>) => this.hear(data);
    this.watch = setInterval(() => this.notice(), BEAT_MS / 2);
    this.channel.postMessage({ kind: 'hello' } satisfies Told);
    this.browser.locks
      .request(this.name, { signal: this.leaving.signal }, () => this.hold())
      .catch((error: unknown) => {
        if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
      });
  }

  /** Listens no more; another page takes the stream. */
  leave(): void {
    this.leaving.abort();
    clearInterval(this.watch);
    this.drop();
    this.channel.close();
    this.refresh.stop();
    setLive(false);
  }

  /** Holds the stream for the other pages, until this one is left. */
  private hold(): Promise<void> {
    if (this.leaving.signal.aborted) return Promise.resolve();
    this.open();
    return new Promise((resolve) => this.leaving.signal.addEventListener('abort', () => resolve()));
  }

  private open(): void {
    this.drop();
    this.heardAtMs = Date.now();
    const stream = this.browser.stream(ADDRESS);
    this.stream = stream;
    for (const name of LIVE_EVENTS)
      stream.addEventListener(name, ({ data }: MessageEvent<string>) => {
        this.tell({ kind: 'event', name, data: JSON.parse(data) as LiveEvents[LiveEventName] });
        if (name === 'ended') this.openLater();
      });
    stream.onerror = () => {
      this.tell({ kind: 'lost' });
      // It comes back by itself from a lost connection, and not from a refusal.
      if (stream.readyState === CLOSED) this.openLater();
    };
  }

  private openLater(): void {
    this.drop();
    this.again = setTimeout(() => this.open(), REFUSED_MS.least + Math.random() * (REFUSED_MS.most - REFUSED_MS.least));
  }

  private drop(): void {
    this.stream?.close();
    this.stream = null;
    if (this.again !== null) clearTimeout(this.again);
    this.again = null;
  }

  /** Hears something and tells it to the other pages. */
  private tell(told: Told): void {
    this.channel.postMessage(told);
    this.hear(told);
  }

  private hear(told: Told): void {
    if (told.kind === 'hello') {
      if (this.stream !== null && isLive()) this.channel.postMessage({ kind: 'welcome', opening: this.refresh.opening() } satisfies Told);
      return;
    }
    this.heardAtMs = Date.now();
    if (told.kind === 'lost') this.lose();
    else if (told.kind === 'event') this.follow(told.name, told.data);
    else if (!isLive()) this.follow('opened', told.opening);
  }

  private follow(name: LiveEventName, data: LiveEvents[LiveEventName]): void {
    if (name === 'opened') {
      const opening = data as LiveEvents['opened'];
      if (opening.isAway) return this.lose();
      setLive(true);
      this.refresh.opened(opening);
    } else if (name === 'changed') this.refresh.changed(data as LiveEvents['changed']);
    else if (name === 'away' || name === 'ended') this.lose();
    else if (name === 'back') this.follow('opened', { coversMs: 0, recent: [], isAway: false } satisfies LiveOpening);
  }

  private lose(): void {
    if (!isLive()) return;
    setLive(false);
    this.refresh.lost();
  }

  /** A stream that says nothing any more is none, whatever became of it. */
  private notice(): void {
    if (Date.now() - this.heardAtMs <= SILENCE_MS) return;
    this.lose();
    if (this.stream !== null) this.open();
  }
}

/** Keeps the page up to date for somebody by what it is told, while it is open. */
export function useLive(personId: string): void {
  const client = useQueryClient();
  useEffect(() => {
    const browser = thisBrowser();
    if (browser === null) return undefined;
    const page = new LivePage(browser, new LiveRefresh(client, () => document.hidden), personId);
    return () => page.leave();
  }, [client, personId]);
}

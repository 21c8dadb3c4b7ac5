import type { Query, QueryClient } from '@tanstack/react-query';
import { type LiveChange, type LiveOpening, REMEMBERED_MS } from '#contract/live';
import { versionKey } from './first-queries';

/** On whose changes a query's answer depends: a report's, those of the report that a version belongs to, a cycle's reports', or any's. */
export type Follows = { report: string } | { version: string } | { cycle: string } | 'any';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** Left out: what changes elsewhere does not matter to it. */
      follows?: Follows;
      /** How often it is asked at most while changes go on, in ms. */
      atMostEveryMs?: number;
    };
  }
}

/** What a query says of itself to be asked again when something changes. */
export function following(follows: Follows, atMostEveryMs: number): { follows: Follows; atMostEveryMs: number } {
  return { follows, atMostEveryMs };
}

/** Two changes within this time are asked for twice; then ever more slowly, up to the query's own interval. */
const FIRST_GAP_MS = 1_000;
/** Pages that hear of the same change do not all ask in the same moment. */
const SPREAD_MS = { one: 200, any: 800 };
/** Clocks of browser and server, and reading itself, differ by so much. */
const MARGIN_MS = 2_000;

/** Has those who show a query look again at how often it asks by itself: they would before its next answer otherwise. */
function takeInterval(query: Query): void {
  for (const observer of query.observers) observer.setOptions(observer.options);
}

interface Asked {
  atMs: number;
  gapMs: number;
}

/** Has the queries of a page read again what changed: those that are shown, spread out, and never more often than they would ask themselves. */
export class LiveRefresh {
  private heard: { atMs: number; change: LiveChange }[] = [];
  private coversSinceMs = Number.POSITIVE_INFINITY;
  private readonly due = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly asked = new Map<string, Asked>();
  private readonly unsubscribe: () => void;

  constructor(
    private readonly client: QueryClient,
    private readonly isHidden: () => boolean,
  ) {
    // What was read just before it is shown may have changed in between.
    this.unsubscribe = client.getQueryCache().subscribe((event) => {
      if (event.type === 'observerAdded' && Number.isFinite(this.coversSinceMs)) this.review(event.query);
    });
  }

  /** Changes are told from now on; what was read before they were known is read again. */
  opened({ coversMs, recent }: Pick<LiveOpening, 'coversMs' | 'recent'>): void {
    const now = Date.now();
    this.coversSinceMs = now - coversMs;
    this.heard = recent.map(({ agoMs, change }) => ({ atMs: now - agoMs, change }));
    for (const query of this.shown()) {
      takeInterval(query);
      this.review(query);
    }
  }

  /** Something changed. */
  changed(change: LiveChange): void {
    const now = Date.now();
    this.heard = [...this.heard.filter(({ atMs }) => now - atMs <= REMEMBERED_MS), { atMs: now, change }];
    for (const query of this.shown()) if (this.concerns(query, change)) this.ask(query);
  }

  /** Changes are not told any more: queries ask again, and from then on by themselves. */
  lost(): void {
    this.coversSinceMs = Number.POSITIVE_INFINITY;
    this.heard = [];
    for (const query of this.shown()) {
      takeInterval(query);
      this.ask(query, query.meta?.atMostEveryMs);
    }
  }

  /** What another page of this browser is told when it begins to listen. */
  opening(): LiveOpening {
    const now = Date.now();
    return {
      coversMs: Math.min(REMEMBERED_MS, Math.max(0, now - this.coversSinceMs)),
      recent: this.heard.map(({ atMs, change }) => ({ agoMs: now - atMs, change })),
      isAway: false,
    };
  }

  stop(): void {
    this.unsubscribe();
    for (const timer of this.due.values()) clearTimeout(timer);
    this.due.clear();
  }

  private shown(): Query[] {
    return this.client
      .getQueryCache()
      .findAll({ type: 'active' })
      .filter(({ meta }) => meta?.follows !== undefined);
  }

  private review(query: Query): void {
    const readAtMs = Math.min(query.state.dataUpdatedAt, Date.now()) - MARGIN_MS;
    if (query.meta?.follows === undefined || query.state.dataUpdatedAt === 0) return;
    const isKnown = readAtMs >= Math.max(this.coversSinceMs, Date.now() - REMEMBERED_MS);
    if (!isKnown || this.heard.some(({ atMs, change }) => atMs >= readAtMs && this.concerns(query, change))) this.ask(query);
  }

  private concerns({ meta }: Query, { reports, installation }: LiveChange): boolean {
    const follows = meta?.follows;
    if (follows === undefined) return false;
    if (installation || follows === 'any') return true;
    if ('cycle' in follows) return reports.some(({ cycleId }) => cycleId === follows.cycle);
    const reportId = 'report' in follows ? follows.report : this.reportOf(follows.version);
    return reportId === null || reports.some(({ cycleReportId }) => cycleReportId === reportId);
  }

  /** The report of a version that is shown; null while it is not known. */
  private reportOf(versionId: string): string | null {
    return this.client.getQueryData<{ cycleReportId: string }>(versionKey(versionId))?.cycleReportId ?? null;
  }

  /** Has a query ask once, some time within `spreadMs`. */
  private ask(query: Query, spreadMs = query.meta?.follows === 'any' ? SPREAD_MS.any : SPREAD_MS.one): void {
    const { queryHash, meta } = query;
    if (this.due.has(queryHash)) return;
    const now = Date.now();
    const mostMs = meta?.atMostEveryMs ?? FIRST_GAP_MS;
    const last = this.asked.get(queryHash);
    const isOngoing = last !== undefined && now - last.atMs < 2 * mostMs;
    const gapMs = isOngoing ? Math.min(mostMs, 2 * last.gapMs) : Math.min(mostMs, FIRST_GAP_MS);
    const waitMs = Math.max(Math.random() * spreadMs, isOngoing ? last.atMs + last.gapMs - now : 0);
    this.due.set(
      queryHash,
      setTimeout(() => this.askNow(query, gapMs), waitMs),
    );
  }

  private askNow(query: Query, gapMs: number): void {
    this.due.delete(query.queryHash);
    this.asked.set(query.queryHash, { atMs: Date.now(), gapMs });
    // A first answer that is under way may be older than the change, and is not asked for again before it is there.
    if (query.state.data === undefined && query.state.fetchStatus === 'fetching') return this.ask(query);
    const refetchType = this.isHidden() ? 'none' : 'active';
    void this.client.invalidateQueries({ queryKey: query.queryKey, exact: true, refetchType });
  }
}

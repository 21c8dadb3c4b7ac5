import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import { BEAT_MS, isChange, type LiveChange, type LiveOpening, REMEMBERED_MS } from '#contract/live';
import { readPulses } from '#data/live/pulse.queries';
import { type Audience, mayHear, readAudiences } from '#data/people/access.queries';
import { loadSubjects } from '#data/people/subjects.queries';
import type { Database } from '#data/sql/connection';
import type { Subject } from '#domain/people/permissions';
import { Refusal } from '#domain/refusals';
import { log } from './log';
import type { Session } from './session';

/** Who listens, and what they are told. */
export interface LiveListener {
  session: Session;
  changed(change: LiveChange): void;
  /** Every `BEAT_MS`: a listener that has not taken what it was told for long may leave. */
  beat(): void;
  /** Whether PostgreSQL does not answer, so that changes are not known for the moment. */
  away(isAway: boolean): void;
  /** Nothing more is told: the session has ended, or the process does. */
  close(why: 'session_ended' | 'process_ends'): void;
}

/** How often things are looked at, in ms, and how many may listen. */
export interface HubLimits {
  pulseMs: number;
  sessionsMs: number;
  mostListeners: number;
  mostOfAPerson: number;
}

const LIMITS: HubLimits = { pulseMs: 500, sessionsMs: 30_000, mostListeners: 2_000, mostOfAPerson: 10 };
const REPORT_STREAM = 'cycle-report/';

/** A change that is remembered, and who may hear of it. */
interface Remembered {
  atMs: number;
  audiences: readonly Audience[];
  installation: boolean;
}

/**
 * Tells the open pages of one process what changes: a look at the pulses every half second while anybody listens, whatever is open, one
 * more statement where reports changed, and one each half minute for the sessions of all who listen. What somebody may not see they do not
 * hear of, and it is asked by the rights that they have at that moment.
 */
export class LiveHub {
  private readonly listeners = new Map<LiveListener, Subject>();
  private readonly limits: HubLimits;
  private remembered: Remembered[] = [];
  private known = new Map<string, string>();
  private since: string | null = null;
  private coversSinceMs = 0;
  private sessionsReadMs = 0;
  private beatMs = 0;
  private isAway = false;
  private isStopped = false;
  private following: Promise<void> | null = null;
  private firstLook: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();

  constructor(
    private readonly db: Database,
    limits: Partial<HubLimits> = {},
  ) {
    this.limits = { ...LIMITS, ...limits };
  }

  /** How many listen. */
  get size(): number {
    return this.listeners.size;
  }

  /** Whether it asks PostgreSQL from time to time, as it does while anybody listens. */
  get isLooking(): boolean {
    return this.following !== null;
  }

  /**
   * Has somebody told of changes from now on; answers, once changes are known, what they may have missed since they read what they show.
   * @throws Refusal `unavailable` where too many listen already, or the process ends
   */
  async listen(listener: LiveListener, subject: Subject): Promise<LiveOpening> {
    if (this.isStopped) throw new Refusal('unavailable', 'This process ends.');
    const own = [...this.listeners.keys()].filter(({ session }) => session.userId === listener.session.userId).length;
    if (own >= this.limits.mostOfAPerson || this.listeners.size >= this.limits.mostListeners)
      throw new Refusal('unavailable', 'Too many pages are open; this one asks from time to time instead.');
    this.listeners.set(listener, subject);
    this.following ??= this.follow();
    await this.firstLook;
    const now = performance.now();
    return {
      coversMs: this.since === null ? 0 : Math.min(REMEMBERED_MS, now - this.coversSinceMs),
      recent: this.remembered
        .map(({ atMs, ...change }) => ({ agoMs: now - atMs, change: this.heardBy(subject, change) }))
        .filter(({ change }) => isChange(change)),
      isAway: this.isAway,
    };
  }

  /** Tells a listener nothing more. */
  leave(listener: LiveListener): void {
    this.listeners.delete(listener);
  }

  /** Ends all streams and takes no more: a server with an open one would not end. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.stopping.abort();
    for (const listener of [...this.listeners.keys()]) this.end(listener, 'process_ends');
    await this.following;
  }

  private async follow(): Promise<void> {
    this.beatMs = performance.now();
    this.firstLook = this.look();
    await this.firstLook;
    const isHeard = (): boolean => this.listeners.size > 0 && !this.isStopped;
    while (isHeard()) {
      await pause(this.limits.pulseMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      if (isHeard()) await this.look();
    }
    // What happens while nobody listens is not looked for.
    this.since = null;
    this.known = new Map();
    this.remembered = [];
    this.following = null;
  }

  private async look(): Promise<void> {
    try {
      const { until, pulses } = await readPulses(this.db.pool, this.since);
      // What the first look finds was there already.
      const moved =
        this.since === null ? [] : pulses.filter(({ stream, tick }) => this.known.get(stream) !== tick).map(({ stream }) => stream);
      const installation = moved.includes('installation');
      if (installation || performance.now() - this.sessionsReadMs >= this.limits.sessionsMs) await this.readSessions();
      await this.tell(moved, installation);
      // What could not be told is found again by the next look.
      if (this.since === null) this.coversSinceMs = performance.now();
      this.known = new Map(pulses.map(({ stream, tick }) => [stream, tick]));
      this.since = until;
      this.sayAway(false);
    } catch (error) {
      if (!this.isAway) log().warn({ err: error }, 'changes are not known for the moment');
      this.sayAway(true);
    }
    this.beat();
  }

  private async tell(moved: readonly string[], installation: boolean): Promise<void> {
    const reports = moved.filter((stream) => stream.startsWith(REPORT_STREAM)).map((stream) => stream.slice(REPORT_STREAM.length));
    const now = performance.now();
    this.remembered = this.remembered.filter(({ atMs }) => now - atMs <= REMEMBERED_MS);
    if (reports.length === 0 && !installation) return;
    const change = { audiences: reports.length === 0 ? [] : await readAudiences(this.db.pool, reports), installation };
    this.remembered.push({ atMs: performance.now(), ...change });
    for (const [listener, subject] of this.listeners) {
      const heard = this.heardBy(subject, change);
      if (isChange(heard)) listener.changed(heard);
    }
  }

  private heardBy(subject: Subject, { audiences, installation }: Pick<Remembered, 'audiences' | 'installation'>): LiveChange {
    const reports = audiences.filter((audience) => mayHear(subject, audience));
    return { reports: reports.map(({ cycleReportId, cycleId }) => ({ cycleReportId, cycleId })), installation };
  }

  /** Reads again who listens, and tells nothing more to whose session has ended. */
  private async readSessions(): Promise<void> {
    const listeners = [...this.listeners.keys()];
    const subjects = await loadSubjects(
      this.db,
      listeners.map(({ session }) => session),
    );
    this.sessionsReadMs = performance.now();
    listeners.forEach((listener, at) => {
      const subject = subjects[at];
      if (!subject || listener.session.expiresAtMs <= Date.now()) this.end(listener, 'session_ended');
      else if (this.listeners.has(listener)) this.listeners.set(listener, subject);
    });
  }

  private sayAway(isAway: boolean): void {
    if (this.isAway === isAway) return;
    this.isAway = isAway;
    for (const listener of this.listeners.keys()) listener.away(isAway);
  }

  private beat(): void {
    const now = performance.now();
    if (now - this.beatMs < BEAT_MS) return;
    this.beatMs = now;
    for (const listener of [...this.listeners.keys()]) listener.beat();
  }

  private end(listener: LiveListener, why: 'session_ended' | 'process_ends'): void {
    this.listeners.delete(listener);
    listener.close(why);
  }
}

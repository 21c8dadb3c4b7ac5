import 'server-only';
import { randomInt } from 'node:crypto';
import { type LiveChange, type LiveEventName, type LiveEvents, together } from '#contract/live';
import type { Subject } from '#domain/people/permissions';
import { Refusal } from '#domain/refusals';
import type { LiveHub, LiveListener } from './live-hub';
import type { Session } from './session';

/** A page that lost its stream comes back after so long, in ms, by chance: a restart is no stampede. */
const RETRY_MS = { least: 2_000, most: 8_000 };
/** Events that a reader has not taken yet; beyond them changes are put together. */
const MOST_WAITING = 16;
/** A reader that takes nothing for so many beats is left. */
const MOST_STUCK_BEATS = 2;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Next would compress the stream otherwise, and a proxy hold it back.
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

/** One reader's stream: what the hub tells, as server-sent events, at the pace at which it is read. */
class LiveStream implements LiveListener {
  private readonly encoder = new TextEncoder();
  private controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  private waiting: LiveChange | null = null;
  private stuckBeats = 0;
  private hasLeft = false;

  constructor(
    readonly session: Session,
    private readonly hub: LiveHub,
  ) {}

  /** Opens the stream. @throws Refusal `unavailable` where no more are taken */
  async open(subject: Subject, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    signal.addEventListener('abort', () => this.leave());
    const opening = await this.hub.listen(this, subject);
    if (signal.aborted) this.leave();
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.controller = controller;
          this.write(`retry: ${randomInt(RETRY_MS.least, RETRY_MS.most)}\n\n`);
          this.send('opened', opening);
          this.sendWaiting();
          if (this.hasLeft) this.leave();
        },
        pull: () => this.sendWaiting(),
        cancel: () => this.leave(),
      },
      new CountQueuingStrategy({ highWaterMark: MOST_WAITING }),
    );
  }

  changed(change: LiveChange): void {
    this.waiting = this.waiting === null ? change : together(this.waiting, change);
    this.sendWaiting();
  }

  beat(): void {
    this.stuckBeats = this.hasRoom() ? 0 : this.stuckBeats + 1;
    if (this.stuckBeats >= MOST_STUCK_BEATS) return this.leave();
    if (this.hasRoom()) this.send('beat', null);
  }

  away(isAway: boolean): void {
    this.send(isAway ? 'away' : 'back', null);
  }

  close(why: 'session_ended' | 'process_ends'): void {
    if (why === 'session_ended') this.send('ended', null);
    this.leave();
  }

  private hasRoom(): boolean {
    return (this.controller?.desiredSize ?? 0) > 0;
  }

  private sendWaiting(): void {
    if (this.waiting === null || !this.hasRoom()) return;
    const change = this.waiting;
    this.waiting = null;
    this.send('changed', change);
  }

  private send<N extends LiveEventName>(name: N, data: LiveEvents[N]): void {
    this.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  private write(text: string): void {
    this.controller?.enqueue(this.encoder.encode(text));
  }

  /** Ends the stream, from either side, once. */
  private leave(): void {
    this.hasLeft = true;
    this.hub.leave(this);
    const { controller } = this;
    this.controller = null;
    try {
      controller?.close();
    } catch (error) {
      // The reader has left: its stream is closed already.
      if (!(error instanceof TypeError)) throw error;
    }
  }
}

/** The stream of what changes for somebody, as an answer. @throws Refusal `not_signed_in`; `unavailable` where no more are taken */
export async function liveResponse(hub: LiveHub, subject: Subject, session: Session | null, signal: AbortSignal): Promise<Response> {
  if (session === null) throw new Refusal('not_signed_in');
  return new Response(await new LiveStream(session, hub).open(subject, signal), { headers: HEADERS });
}

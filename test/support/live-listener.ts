import type { LiveChange } from '#contract/live';
import type { Subject } from '#domain/people/permissions';
import type { LiveListener } from '#server/live-hub';
import type { Session } from '#server/session';
import { sessionOf } from './server-actions';

/** What a listener was told, in order. */
export type Heard = { changed: LiveChange } | { away: boolean } | { closed: string };

/** Somebody who listens in a test, and can wait for what they hear next. */
export class TestListener implements LiveListener {
  readonly heard: Heard[] = [];
  readonly session: Session;
  private awaited: (() => void) | null = null;
  private taken = 0;

  constructor(subject: Subject, session: Partial<Session> = {}) {
    this.session = { ...sessionOf(subject), ...session };
  }

  /** Settles with what is heard next, one after the other. */
  async next(): Promise<Heard> {
    for (;;) {
      const heard = this.heard[this.taken];
      if (heard !== undefined) {
        this.taken += 1;
        return heard;
      }
      await new Promise<void>((resolve) => {
        this.awaited = resolve;
      });
    }
  }

  changed(change: LiveChange): void {
    this.hear({ changed: change });
  }

  away(away: boolean): void {
    this.hear({ away });
  }

  close(why: string): void {
    this.hear({ closed: why });
  }

  beat(): void {
    return undefined;
  }

  private hear(heard: Heard): void {
    this.heard.push(heard);
    this.awaited?.();
    this.awaited = null;
  }
}

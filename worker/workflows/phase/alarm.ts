import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

/**
 * One timer, to the instant at which somebody has to be told of a phase. It is lazy: an earlier instant sets it anew, a later one or none
 * leaves it, so that it fires, nothing is found due, and what is found sets it again. Deadlines move often and seldom forwards: this
 * takes a timer where setting it at each move would take one started and one cancelled.
 */
export class Alarm {
  private setFor: number | null = null;
  private scope: CancellationScope | null = null;
  private rang = false;

  get isDue(): boolean {
    return this.rang;
  }

  /** Called before looking, never after. */
  clear(): void {
    this.rang = false;
  }

  /** Rings at an instant (ISO 8601) at the latest. */
  set(at: string): void {
    const instant = Date.parse(at);
    if (this.setFor !== null && this.setFor <= instant) return;
    this.cancel();
    const scope = new CancellationScope();
    this.scope = scope;
    this.setFor = instant;
    scope
      .run(() => sleep(Math.max(1, instant - Date.now())))
      .then(
        () => {
          if (this.scope !== scope) return;
          this.scope = null;
          this.setFor = null;
          this.rang = true;
        },
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
        },
      );
  }

  cancel(): void {
    this.scope?.cancel();
    this.scope = null;
    this.setFor = null;
    this.rang = false;
  }
}

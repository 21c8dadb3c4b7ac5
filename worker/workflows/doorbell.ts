import { type SignalDefinition, setHandler } from '@temporalio/workflow';
import type { Doorbell as Ring } from '#contract/signals';

/**
 * Remembers that somebody rang. What for is in the tables, so that a signal that comes twice, late or out of order
 * changes nothing (architecture.md, "The one path", 4).
 */
export class Doorbell {
  private rang = true;

  /** Listens to signals; all of them mean the same: look at the tables. */
  listenTo(signals: readonly (SignalDefinition<[Ring]> | SignalDefinition)[]): void {
    for (const signal of signals) setHandler(signal as SignalDefinition, () => this.ring());
  }

  ring(): void {
    this.rang = true;
  }

  /** Called before looking, never after: what rings while we look is looked at again. */
  clear(): void {
    this.rang = false;
  }

  get isRinging(): boolean {
    return this.rang;
  }
}

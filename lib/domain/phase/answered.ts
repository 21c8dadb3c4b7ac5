import type { ItemFilter } from '../item/item-filter';
import type { TaskName } from './tasks';
import type { Verdict } from './verdicts';

/** How a reviewed phase is answered, beside its approval, by the people whom its items name (docs/decisions/0035-observations.md). */
export interface AnsweredPhase {
  task: TaskName;
  /** The field that names who answers an item. */
  person: string;
  /** What they may say. */
  verdicts: readonly Verdict[];
  /** The items that are answered. */
  asked: ItemFilter;
  /** Those of them without whose answer a version is not approved before its chain is due. */
  needed: ItemFilter;
}

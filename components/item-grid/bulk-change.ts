import type { ItemRow } from '#contract/views/row-views';
import type { ItemFilter } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import type { FieldDefinition, PhaseDefinition } from '#domain/phase/definition';
import { feedbackOf } from './feedback';

/** What a bulk change applies to, with its size as it will be confirmed. */
export interface BulkTarget {
  filter: ItemFilter;
  count: number;
  words: string;
  /** Those of the items that the browser has read: all that are selected, or the first that match. */
  rows: readonly ItemRow[];
}

/** What of `filter` each choice of a decision fits, one filter a choice; none where every choice fits every item. */
export function fittingFilters({ choices = [], offeredTo }: FieldDefinition, filter: ItemFilter): ItemFilter[] {
  return offeredTo === undefined ? [] : choices.map(({ value }) => ({ all: [...filter.all, ...offeredTo(value).all] }));
}

/** The choices of a decision that fit at least one of these items. */
export function fittingChoices(
  { choices = [], offered }: FieldDefinition,
  rows: readonly ItemRow[],
): NonNullable<FieldDefinition['choices']> {
  return offered === undefined ? choices : choices.filter(({ value }) => rows.some((row) => offered(row.data).includes(value)));
}

/** Whether some item wants a reason once it is changed like that: without one, a condition for submission would not be met. */
export function wantsReason({ reasonDue }: PhaseDefinition, { rows }: BulkTarget, set: ItemData): boolean {
  return reasonDue !== undefined && rows.some((row) => reasonDue({ ...row.data, ...set }));
}

/** Whether the reason can stand as the answer too: a reviewer said something about every one of the items. */
export function takesAnswer({ rows, count }: BulkTarget): boolean {
  return rows.length === count && rows.every((row) => feedbackOf(row) !== null);
}

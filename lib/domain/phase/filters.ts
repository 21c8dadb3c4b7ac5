import type { FilterCondition, ItemFilter } from '../item/item-filter';

/** A filter that matches where all of the conditions hold. */
export function all(...conditions: readonly FilterCondition[]): ItemFilter {
  return { all: conditions };
}

/** "1 attribute", "2 attributes". */
export function counted(count: number, noun: { one: string; many: string }): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun.one : noun.many}`;
}

/**
 * What is shown of a version whose items are of several kinds: those that people look at first (`rows` of the phase), unless the filter
 * itself says which, or names items by their keys.
 */
export function shownFilter(rows: ItemFilter | undefined, filter: ItemFilter): ItemFilter {
  if (rows === undefined) return filter;
  const told = filter.all.some(({ field }) => field === 'key' || rows.all.some((own) => own.field === field));
  return told ? filter : { all: [...rows.all, ...filter.all] };
}

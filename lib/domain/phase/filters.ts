import type { FilterCondition, ItemFilter } from '../item/item-filter';

/** A filter that matches where all of the conditions hold. */
export function all(...conditions: readonly FilterCondition[]): ItemFilter {
  return { all: conditions };
}

/** "1 attribute", "2 attributes". */
export function counted(count: number, noun: { one: string; many: string }): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun.one : noun.many}`;
}

import type { Item } from '../../item/json';

/** Fields of a failing case that hold or tell of values: where any attribute of the report is confidential, no case shows any. */
export function tellingFields(_facts: readonly Item[], names: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(names.size === 0 ? [] : ['record', 'reported', 'value', 'difference']);
}

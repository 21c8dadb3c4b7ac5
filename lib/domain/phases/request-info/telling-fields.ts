import type { Item } from '../../item/json';

/**
 * Fields of a case that hold or tell of values; what is asked for names the record. Which of a report's attributes a case is about differs from row to row: where any is
 * confidential, no value of any case is shown.
 */
export function tellingFields(_facts: readonly Item[], names: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(names.size === 0 ? [] : ['record', 'keys', 'reported', 'ask', 'evidence']);
}

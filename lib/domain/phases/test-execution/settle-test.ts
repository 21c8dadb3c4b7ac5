import type { Item, ItemData } from '../../item/json';
import { withStanding } from './run-test';
import { testSchema } from './test-item';

const partsSchema = testSchema.omit({ state: true, pattern: true, looser: true, judged: true }).loose();

/** Where a test stands follows from its parts. */
export function settleTest(edited: ItemData): ItemData {
  const item = partsSchema.safeParse(edited);
  // What is no test at all is refused by the schema, which names the place.
  return item.success ? (withStanding({ ...edited, ...item.data }) as ItemData) : edited;
}

/**
 * Fields of a test that hold or tell of values. Which of a report's attributes a test is about differs from row to row: where any is
 * confidential, no value of any test is shown.
 */
export function tellingOfTests(_facts: readonly Item[], names: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(names.size === 0 ? [] : ['record', 'reported', 'shown', 'run', 'evidence']);
}

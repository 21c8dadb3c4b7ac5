import type { ItemFilter } from '../../item/item-filter';
import type { Facts } from '../../item/json';
import { fieldsOf } from '../../phase/fields-of';
import { all } from '../../phase/filters';
import { populationFact } from '../planning/population';
import { ruleSchema } from './rule-item';

const { where } = fieldsOf(ruleSchema);

/** Rules the tester uses. */
export const USED = where('decision', 'is', 'include');
/** Rules the tester has not decided on. */
export const UNDECIDED = all(where('decision', 'blank'));
/** Rules that some record failed. */
export const FAILED = where('result.failed', 'gt', '0');

/** Used rules that were not run on this population as they stand. */
export function notRunFilter(facts: Facts): ItemFilter {
  return all(USED, where('problem', 'blank'), where('result.population', 'is_not', populationFact(facts)?.hash ?? ''));
}

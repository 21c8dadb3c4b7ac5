import type { ItemFilter } from '../../item/item-filter';
import { fieldsOf } from '../../phase/fields-of';
import { all } from '../../phase/filters';
import { scopeSchema } from './scope-item';

const { where } = fieldsOf(scopeSchema);

const NOT_KEY = where('recommendation', 'is_not', 'key');
/** Attributes that need a decision and have none; a key takes none. */
export const UNDECIDED = all(NOT_KEY, where('decision', 'blank'));
/** Attributes that a decision fits. */
export function fitting(decision: string): ItemFilter {
  if (decision === 'accept') return all(NOT_KEY);
  return all(where('recommendation', 'is', decision === 'decline' ? 'test' : 'skip'));
}
/** Attributes to test. */
export const TESTED = where('finalScoping', 'is', 'test');
/** Attributes in scope by rule. */
export const KEYS = where('finalScoping', 'is', 'key');
/** Attributes that are not tested. */
export const LEFT_OUT = where('finalScoping', 'is', 'skip');

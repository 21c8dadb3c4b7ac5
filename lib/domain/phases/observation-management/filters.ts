import type { Grade } from '../../observing/severity';
import { fieldsOf } from '../../phase/fields-of';
import { all } from '../../phase/filters';
import { observedFields } from './observation-item';

const { where } = fieldsOf(observedFields);

const IS_OBSERVATION = where('kind', 'is', 'observation');
/** What stands by itself: a merged observation is told with another one. */
const ALONE = where('mergedInto', 'blank');
const KEPT = where('decision', 'is_not', 'not-an-issue');

/** Observations, without the cases that they tell of. */
export const OBSERVATIONS = all(IS_OBSERVATION);
/** Failing cases. */
export const CASES = all(where('kind', 'is', 'case'));
/** Observations that stand by themselves and have no disposition. */
export const UNDECIDED = all(IS_OBSERVATION, ALONE, where('decision', 'blank'));
export const NOT_AN_ISSUE = all(IS_OBSERVATION, ALONE, where('decision', 'is', 'not-an-issue'));
export const MERGED = all(IS_OBSERVATION, where('mergedInto', 'not_blank'));
/** What their data owners are asked to answer. */
export const ASKED = all(IS_OBSERVATION, ALONE, KEPT);
/** What is not approved before it was answered: medium and above. */
export const ANSWER_NEEDED = all(IS_OBSERVATION, ALONE, KEPT, where('severity', 'in', 'critical', 'high', 'medium'));

/** Observations of a severity that stand by themselves and are kept. */
export function ofSeverity(grade: Grade) {
  return all(IS_OBSERVATION, ALONE, KEPT, where('severity', 'is', grade));
}

/** The cases of an observation, and of those that are told with it. */
export function casesOf(keys: readonly string[]) {
  return all(where('kind', 'is', 'case'), where('observation', 'in', ...keys));
}

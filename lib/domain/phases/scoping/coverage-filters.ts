import type { FilterCondition } from '../../item/item-filter';
import { fieldsOf } from '../../phase/fields-of';
import { type CoverageKind, HIGH_RISK } from './figures';
import { scopeSchema } from './scope-item';

const { where } = fieldsOf(scopeSchema);

/** The rows of one kind of coverage. */
export const COVERAGE_CONDITIONS: Record<CoverageKind, FilterCondition> = {
  cde: where('cde', 'is', 'true'),
  'historical-issue': where('historicalIssue', 'is', 'true'),
  'failed-rules': where('failedRules', 'gt', '0'),
  'high-risk': where('risk', 'gte', String(HIGH_RISK)),
};

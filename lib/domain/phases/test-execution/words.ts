import type { Comparator, StatedComparison } from '../../comparing/comparison-setting';
import type { RunReason, TestRun, TestState } from './test-item';

/** How pages say where a test stands. */
export const STATE_LABELS: Record<TestState, string> = {
  waiting: 'Waiting for evidence',
  'to-run': 'To run',
  pass: 'Pass',
  fail: 'Fail',
  inconclusive: 'Inconclusive',
  outdated: 'Outdated',
};

/** How pages say why a test was run. */
export const REASON_LABELS: Record<RunReason, string> = {
  initial: 'First run',
  retry: 'Run again',
  'evidence-updated': 'Other evidence or values',
  'setting-changed': 'Compared otherwise',
  manual: 'Read by the tester',
};

export const METHOD_LABELS: Record<TestRun['method'], string> = { automatic: 'Automatic', manual: 'By hand' };

export const COMPARATOR_LABELS: Record<Comparator, string> = {
  number: 'Number',
  text: 'Text',
  code: 'Code',
  date: 'Date',
  'date-time': 'Date and time',
  list: 'List',
};

/** How values are compared, in a few words: "Number, may differ by 0.5 or 1%". */
export function settingWords({ comparator, absolute, relativePercent, days, separators, ignoreCase }: StatedComparison): string {
  const isMore = (text: string | null) => text !== null && Number(text) !== 0;
  const apart = [isMore(absolute) ? absolute : null, isMore(relativePercent) ? `${relativePercent}%` : null].filter((one) => one !== null);
  return [
    COMPARATOR_LABELS[comparator],
    apart.length > 0 ? `may differ by ${apart.join(' or ')}` : null,
    days ? `may differ by ${days} ${days === 1 ? 'day' : 'days'}` : null,
    separators.length > 0 ? `elements between ${separators.join(' ')}` : null,
    ignoreCase ? 'capitals ignored' : null,
  ]
    .filter((words) => words !== null)
    .join(', ');
}

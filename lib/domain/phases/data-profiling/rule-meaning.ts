import { counted } from '../../phase/filters';
import type { RuleResult } from './rule-item';

const RECORDS = { one: 'record', many: 'records' };

/** What a changed expression comes to, in a sentence: "Lets 3 records through: 12 failed before, 9 fail now." */
export function ruleMeaning(before: RuleResult | null, after: RuleResult | null): string {
  if (after === null) return 'It was not run as it stands: what it finds is not known.';
  if (after.status === 'cannot-run') return `It cannot run: ${after.message}`;
  if (after.status !== 'ran') return after.message;
  if (before === null || before.status !== 'ran')
    return `It finds ${counted(after.failed, RECORDS)}; before, it found none, because it did not run.`;
  const failed = `${count(before.failed)} failed before, ${count(after.failed)} fail now`;
  if (before.population !== after.population) return `On other data than before: ${failed}.`;
  const by = after.failed - before.failed;
  if (by < 0) return `Lets ${counted(-by, RECORDS)} through: ${failed}.`;
  if (by > 0) return `Finds ${count(by)} more: ${failed}.`;
  const tested = before.tested === after.tested ? '' : `, of ${count(after.tested)} it tests; before, of ${count(before.tested)}`;
  return after.failed === 0
    ? `Finds none, as before${tested}.`
    : `Finds the same number as before: ${counted(after.failed, RECORDS)}${tested}.`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

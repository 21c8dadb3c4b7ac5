import { formatCount } from '#components/ui/count-chips';
import type { RuleResult } from '#domain/phases/data-profiling/rule-item';

/** Says in words how many records a rule's condition covered, and how many of them passed and failed. */
export function TrialLine({ result }: { result: RuleResult }) {
  if (result.status === 'misread')
    return (
      <span className="text-warn">{`Its condition covers ${formatCount(result.tested)} records, and all of them fail. ${result.message}`}</span>
    );
  if (result.status !== 'ran')
    return <span className="text-warn">{result.status === 'cannot-run' ? `Cannot run: ${result.message}` : result.message}</span>;
  return (
    <span className="tabular">
      Its condition covers {formatCount(result.tested)} {result.tested === 1 ? 'record' : 'records'}: {formatCount(result.failed)} fail,{' '}
      {formatCount(result.passed)} pass.
    </span>
  );
}

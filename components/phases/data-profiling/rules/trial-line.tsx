import { formatCount } from '#components/ui/count-chips';
import type { RuleResult } from '#domain/phases/data-profiling/rule-item';

/** Says in words how many records a rule tested, passed and failed. */
export function TrialLine({ result }: { result: RuleResult }) {
  if (result.status === 'misread')
    return (
      <span className="text-warn">{`${formatCount(result.failed)} of ${formatCount(result.tested)} tested records fail. ${result.message}`}</span>
    );
  if (result.status !== 'ran')
    return <span className="text-warn">{result.status === 'cannot-run' ? `Cannot run: ${result.message}` : result.message}</span>;
  return (
    <span className="tabular">
      {formatCount(result.failed)} of {formatCount(result.tested)} tested records fail; {formatCount(result.passed)} pass.
    </span>
  );
}

import { LoaderCircle } from 'lucide-react';
import { formatCount } from '#components/ui/count-chips';
import { cx } from '#components/ui/cx';
import type { MatchCount } from '#contract/views/version-views';

interface MatchLineProps {
  match: MatchCount | null;
  error: string | null;
  asking: boolean;
  wanted: number;
}

/** How many records of the population match, are in already, and are left to take. */
export function MatchLine({ match, error, asking, wanted }: MatchLineProps) {
  if (error) return <p className="text-sm text-bad">{error}</p>;
  if (!match) {
    return (
      <p role="status" className="flex items-center gap-2 text-sm text-muted">
        <LoaderCircle aria-hidden className="size-3.5 animate-spin" /> Counting matching records…
      </p>
    );
  }
  const enough = wanted <= match.available;
  return (
    <div
      role="status"
      aria-busy={asking}
      className={cx('rounded-md border border-line bg-sunken px-3 py-2 text-sm', asking && 'text-muted')}
    >
      <dl className="tabular flex flex-wrap gap-x-6 gap-y-1">
        <Figure label="match" value={match.matching} />
        <Figure label="already in" value={match.alreadyIn} />
        <Figure label="can be taken" value={match.available} strong={!enough} />
      </dl>
      {enough ? null : (
        <p className="mt-1 text-xs text-bad">
          {match.available === 0 ? 'None of them can be taken.' : `Only ${formatCount(match.available)} can be taken.`}
        </p>
      )}
      {match.missingKeys.length > 0 ? (
        <p className="mt-1 text-xs break-words text-bad">
          Not in the population: <span className="font-mono">{match.missingKeys.slice(0, 20).join(', ')}</span>
          {match.missingKeys.length > 20 ? ` and ${formatCount(match.missingKeys.length - 20)} more` : ''}
        </p>
      ) : null}
    </div>
  );
}

function Figure({ label, value, strong = false }: { label: string; value: number; strong?: boolean }) {
  return (
    <div className="flex flex-row-reverse items-baseline gap-1.5">
      <dt className="text-muted">{label}</dt>
      <dd className={cx('font-medium', strong && 'text-bad')}>{formatCount(value)}</dd>
    </div>
  );
}

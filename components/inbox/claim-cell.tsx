import { cx } from '#components/ui/cx';
import { Person } from '#components/ui/person';
import { absoluteTime } from '#components/ui/relative-time';
import type { InboxRow } from '#contract/views/work-views';

interface ClaimCellProps {
  row: InboxRow;
  onClaim: (row: InboxRow) => void;
}

/** Shows who has taken a row; that nobody has, only on the row one looks at. Pressing it, or the key `c`, claims the row, takes it over or gives it back. */
export function ClaimCell({ row, onClaim }: ClaimCellProps) {
  const { claim } = row;
  if (row.versionId === null) return <span className="text-faint">–</span>;
  if (claim && !claim.mine && !claim.open) return <Person plain name={claim.by.name} />;
  const label = claim === null ? 'Claim' : claim.mine ? 'You' : 'Take over';
  const does =
    claim === null
      ? 'Claim this row'
      : claim.mine
        ? 'Claimed by you: release it'
        : `Take over from ${claim.by.name}, who claimed it ${absoluteTime(claim.at)}`;
  return (
    <button
      type="button"
      tabIndex={-1}
      title={does}
      aria-label={does}
      onClick={(event) => {
        event.stopPropagation();
        onClaim(row);
      }}
      className={cx(
        'hover:underline focus:opacity-100',
        claim?.mine ? 'font-medium' : 'text-muted hover:text-ink',
        claim === null && 'opacity-0 group-hover:opacity-100 group-focus:opacity-100',
      )}
    >
      {label}
    </button>
  );
}

import { roleWords } from '#components/ui/role-words';
import { StatusBadge } from '#components/ui/status-badge';
import type { ChainStanding } from '#domain/version/run-events';

/** Where a phase stands: the version in force, the one in the making, and whose turn it is. */
export function Standing({ standing }: { standing: ChainStanding }) {
  const { open, approved, waitingOn } = standing;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
      {approved === null ? null : (
        <span className="inline-flex items-center gap-1.5">
          Version {approved} <StatusBadge status="approved" look="plain" />
        </span>
      )}
      {open === null ? null : (
        <span className="inline-flex items-center gap-1.5">
          Version {open.number} <StatusBadge status={open.status} look="plain" />
        </span>
      )}
      {approved === null && open === null ? <span>No version in force or in the making</span> : null}
      <span>{turnWords(standing.closed ? null : waitingOn)}</span>
    </span>
  );
}

function turnWords(waitingOn: string | null): string {
  if (waitingOn === null) return 'Nobody’s turn';
  if (waitingOn === 'system') return 'The system’s turn';
  return `Turn of: ${waitingOn.split(', ').map(roleWords).join(', ')}`;
}

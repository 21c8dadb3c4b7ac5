'use client';
import { endDelegation } from '#actions/end-delegation';
import { useAction } from '#client/use-action';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { readersDay } from '#components/ui/day-words';
import { Dialog } from '#components/ui/dialog';
import { sayDone, sayRefused } from '#components/ui/toast';
import type { DelegationsView, DelegationView } from '#contract/views/desk-views';
import { ROLE_LABELS } from '#domain/people/roles';
import { DelegationForm } from './delegation-form';

/** Roles lent and received, and the form that lends one. */
export function DelegationsDialog({ view, onClose }: { view: DelegationsView; onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Delegate my decisions"
      description="Somebody who holds the same role decides for you until a day. The record says who decided, and for whom. Nobody decides on what they or you had a hand in."
      width="md"
    >
      {view.lendable.length > 0 ? <DelegationForm view={view} /> : null}
      <Delegations title="Delegated by me" rows={view.given} other={(row) => `to ${row.to.name}`} />
      <Delegations title="Delegated to me" rows={view.received} other={(row) => `by ${row.from.name}`} />
    </Dialog>
  );
}

const STATES: Record<Exclude<DelegationView['state'], 'in_force' | 'planned'>, string> = { expired: 'Over', ended: 'Ended early' };

function Delegations({ title, rows, other }: { title: string; rows: readonly DelegationView[]; other: (row: DelegationView) => string }) {
  const end = useAction(endDelegation, { refreshes: [['delegations'], ['inbox']] });
  if (rows.length === 0) return null;
  return (
    <section className="mt-5">
      <h3 className="eyebrow mb-1">{title}</h3>
      <ul className="divide-y divide-line border-y border-line" aria-label={title}>
        {rows.map((row) => (
          <li key={row.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
            <div className="min-w-0 flex-1 basis-56">
              <p>
                {ROLE_LABELS[row.role]} of {row.reportName ?? 'all reports'} {other(row)}
              </p>
              <p className="text-xs text-muted">
                {row.firstDay === null ? 'Until' : `From ${readersDay(row.firstDay)} until`} {readersDay(row.lastDay)}: “{row.reason}”
              </p>
            </div>
            {row.state === 'planned' ? <Badge hue="active">Planned</Badge> : null}
            {row.state === 'in_force' || row.state === 'planned' ? (
              <Button
                size="sm"
                variant="ghost"
                aria-label={`End now: ${ROLE_LABELS[row.role]} of ${row.reportName ?? 'all reports'} ${other(row)}`}
                onClick={() =>
                  end.mutate(
                    { delegationId: row.id },
                    { onSuccess: () => sayDone('The delegation has ended'), onError: (error) => sayRefused(error.message) },
                  )
                }
              >
                End now
              </Button>
            ) : (
              <Badge hue="idle">{STATES[row.state]}</Badge>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

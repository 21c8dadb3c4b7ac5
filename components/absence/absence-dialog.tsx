'use client';
import { endAbsence } from '#actions/end-absence';
import { useDelegations } from '#client/delegations';
import { useAction } from '#client/use-action';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { readersDay } from '#components/ui/day-words';
import { Dialog } from '#components/ui/dialog';
import { sayDone, sayRefused } from '#components/ui/toast';
import type { AbsencesView, AbsenceView } from '#contract/views/desk-views';
import { AbsenceForm } from './absence-form';

interface AbsenceDialogProps {
  view: AbsencesView;
  /** Whose, noted by an admin; null: the reader's own. */
  person: { id: string; name: string } | null;
  onClose: () => void;
}

/** The absences of a person that are not over, and the form that notes another. */
export function AbsenceDialog({ view, person, onClose }: AbsenceDialogProps) {
  const delegations = useDelegations();
  const personId = person?.id ?? view.personId;
  const lendable = person === null ? (delegations.data?.lendable ?? []) : [];
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={person === null ? 'When I am away' : `When ${person.name} is away`}
      description="Colleagues see it where something waits, claims can be taken over, and escalations go to whoever decides meanwhile. It begins and ends by itself and changes nobody’s rights but those lent for it."
      width="md"
    >
      <AbsenceForm personId={personId} lendable={lendable} isOwn={person === null} />
      <Noted rows={view.absences.filter((one) => one.person.id === personId)} />
    </Dialog>
  );
}

function Noted({ rows }: { rows: readonly AbsenceView[] }) {
  const end = useAction(endAbsence, { refreshes: [['absences'], ['delegations'], ['inbox']] });
  if (rows.length === 0) return null;
  return (
    <section className="mt-5">
      <h3 className="eyebrow mb-1">Noted</h3>
      <ul className="divide-y divide-line border-y border-line" aria-label="Absences">
        {rows.map((row) => {
          const days = `${readersDay(row.firstDay)} to ${readersDay(row.lastDay)}`;
          return (
            <li key={row.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
              <div className="min-w-0 flex-1 basis-56">
                <p>{days}</p>
                <p className="text-xs text-muted">
                  {row.standIns.length === 0 ? 'Nobody decides meanwhile.' : `Decides meanwhile: ${row.standIns.join(', ')}.`}
                </p>
              </div>
              {row.isNow ? <Badge hue="warn">Now</Badge> : null}
              <Button
                size="sm"
                variant="ghost"
                aria-label={`End the absence from ${days}`}
                onClick={() =>
                  end.mutate(
                    { absenceId: row.id },
                    {
                      onSuccess: () => sayDone(row.isNow ? 'The absence has ended' : 'The absence is taken back'),
                      onError: (error) => sayRefused(error.message),
                    },
                  )
                }
              >
                {row.isNow ? 'End now' : 'Take back'}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

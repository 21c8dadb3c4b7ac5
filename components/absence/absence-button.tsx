'use client';
import { CalendarOff } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { useAbsences } from '#client/absences';
import { Button } from '#components/ui/button';
import { useDayWords } from '#components/ui/day-words';
import { AbsenceDialog } from './absence-dialog';

/** Opens one's own absences; says so while one is away. */
export function AbsenceButton() {
  const dayWords = useDayWords();
  const absences = useAbsences();
  // In the address, as what is delegated is.
  const [open, setOpen] = useQueryState('away', parseAsBoolean.withDefault(false));
  const view = absences.data;
  if (!view) return null;
  const now = view.absences.find((one) => one.isNow && one.person.id === view.personId);
  return (
    <>
      <Button icon={<CalendarOff aria-hidden className="size-4" />} onClick={() => void setOpen(true)}>
        {now === undefined ? 'Away…' : `Away until ${dayWords(now.lastDay)}`}
      </Button>
      {open ? <AbsenceDialog view={view} person={null} onClose={() => void setOpen(null)} /> : null}
    </>
  );
}

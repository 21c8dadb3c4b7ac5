'use client';
import { useAbsences } from '#client/absences';
import { useDayWords } from '#components/ui/day-words';

/** Says below the words for whose turn it is which of these people (by id) are away, until when, and who decides for them. */
export function AwayAmong({ people }: { people: readonly string[] }) {
  const { data } = useAbsences();
  const away = data?.absences.filter(({ isNow, person }) => isNow && people.includes(person.id)) ?? [];
  return away.map(({ id, person }) => (
    <span key={id} className="text-xs text-warn">
      {people.length > 1 ? `${person.name} is ` : null}
      <Away personId={person.id} />
    </span>
  ));
}

/** Says beside a name that somebody is away, until when, and who decides for them; nothing while they are here. */
export function Away({ personId }: { personId: string }) {
  const dayWords = useDayWords();
  const absence = useAbsences().data?.absences.find((one) => one.isNow && one.person.id === personId);
  if (absence === undefined) return null;
  return (
    <span className="text-xs text-warn">
      away until {dayWords(absence.lastDay)}
      {absence.standIns.length === 0
        ? ''
        : `; ${new Intl.ListFormat('en').format(absence.standIns)} ${absence.standIns.length === 1 ? 'decides' : 'decide'}`}
    </span>
  );
}

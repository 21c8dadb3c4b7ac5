import type { SpecialDay } from '#domain/time/calendar-days';
import { hoursInWords } from '#domain/time/calendar-words';

/** Days that are not as their weekday, with the hours that they have. */
export function SpecialDays({ days }: { days: readonly SpecialDay[] }) {
  if (days.length === 0) return <p className="text-muted">Every day is as its weekday.</p>;
  return (
    <ul className="tabular">
      {days.map(({ day, name, hours }) => (
        <li key={day}>
          {calendarDay(day)} <span className="text-muted">{hours.length === 0 ? name : `${name}, ${hoursInWords(hours)}`}</span>
        </li>
      ))}
    </ul>
  );
}

/** A day as the reader writes it, with its weekday; days have no time zone, and only a browser draws them. */
export function calendarDay(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(undefined, {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    timeZone: 'UTC',
  });
}

import { allowanceWords, hoursWords } from './allowance-words';
import { openIntervals } from './business-time';
import type { WorkCalendar } from './calendar';
import { type Clock, stretchesOf } from './clock';
import { holidayOn } from './holidays';
import { datePlusDays, localDate } from './zoned';

/** Days that are listed one by one; of more, the first and the last. */
const DAYS_LISTED = 6;
const HOLIDAYS_LISTED = 6;

/** How a due date came about, in sentences. */
export interface DueExplanation {
  sentences: readonly string[];
  /** The working days that it counts (ISO date), each with its business minutes. */
  days: readonly { day: string; minutes: number }[];
}

/** Explains the due date of a clock by the calendar that counts it. @throws CalendarWithoutHours */
export function explainDue(clock: Clock, calendar: WorkCalendar): DueExplanation {
  const days = countedDays(clock, calendar);
  const sentences: string[] = clock.isPaused ? pausedWords(clock, calendar, days) : dueWords(clock, calendar, days);
  if (clock.extendedMinutes > 0) sentences.push(`Extended by ${allowanceWords(clock.extendedMinutes)}, which it includes.`);
  const paused = clock.pauses.filter(({ to }) => to !== null).length;
  if (paused > 0) sentences.push(`Paused ${paused === 1 ? 'once' : `${paused} times`}; that time does not count.`);
  return { sentences: sentences.filter((sentence) => sentence !== ''), days };
}

function dueWords(clock: Clock, calendar: WorkCalendar, days: DueExplanation['days']): string[] {
  const due = `Due ${instantWords(clock.dueAt, calendar)}.`;
  // A date that was given before calendars had numbers, or in plain hours, is what it is.
  if (clock.allowedMinutes === null || Math.abs(sumOf(days) - clock.allowedMinutes) > 1)
    return [due, 'That date was set when the phase opened, before working time was counted.'];
  return [
    due,
    `${allowanceWords(clock.allowedMinutes)} from ${instantWords(clock.startedAt, calendar)}: ${daysWords(days)}.`,
    holidaysWords(clock, calendar),
    `Calendar: ${calendar.name}.`,
  ];
}

function pausedWords(clock: Clock, calendar: WorkCalendar, days: DueExplanation['days']): string[] {
  const since = instantWords(clock.pauses.at(-1)?.from ?? clock.startedAt, calendar);
  const used = sumOf(days);
  return [
    `The clock is paused since ${since}: nothing is due.`,
    clock.allowedMinutes === null ? '' : `${hoursWords(used)} of ${allowanceWords(clock.allowedMinutes)} were used.`,
    `Calendar: ${calendar.name}.`,
  ];
}

function sumOf(days: DueExplanation['days']): number {
  return days.reduce((sum, { minutes }) => sum + minutes, 0);
}

function countedDays(clock: Clock, calendar: WorkCalendar): { day: string; minutes: number }[] {
  const sums = new Map<string, number>();
  for (const { from, to } of stretchesOf(clock, clock.dueAt)) {
    for (const open of openIntervals(calendar, from)) {
      if (open.startMs >= to.getTime()) break;
      sums.set(open.day, (sums.get(open.day) ?? 0) + Math.min(open.endMs, to.getTime()) - open.startMs);
    }
  }
  return [...sums].map(([day, ms]) => ({ day, minutes: ms / 60_000 }));
}

function daysWords(days: readonly { day: string; minutes: number }[]): string {
  const words = days.map(({ day, minutes }) => `${dayWords(day)} ${hoursWords(minutes)}`);
  if (words.length <= DAYS_LISTED) return new Intl.ListFormat('en').format(words);
  return `${words.slice(0, 2).join(', ')}, ${words.length - 3} days more, and ${words.at(-1)}`;
}

/** The holidays between start and due date, by name: what is looked for first where a date seems late. */
function holidaysWords({ startedAt, dueAt }: Clock, calendar: WorkCalendar): string {
  const last = localDate(dueAt.getTime(), calendar.timeZone);
  const found: string[] = [];
  for (let day = localDate(startedAt.getTime(), calendar.timeZone); day < last; day = datePlusDays(day, 1)) {
    const exception = calendar.exceptions[day];
    const name = exception ? (exception.length === 0 ? 'closed' : null) : holidayOn(calendar, day);
    if (name !== null) found.push(`${dayWords(day)} (${name})`);
  }
  if (found.length === 0) return '';
  const more = found.length > HOLIDAYS_LISTED ? [`${found.length - HOLIDAYS_LISTED} more`] : [];
  return `Left out: ${new Intl.ListFormat('en').format([...found.slice(0, HOLIDAYS_LISTED), ...more])}.`;
}

function dayWords(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  return at.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).replace(',', '');
}

/** An instant as a clock in the calendar's zone shows it. */
export function instantWords(at: Date, { timeZone }: Pick<WorkCalendar, 'timeZone'>): string {
  const day = dayWords(localDate(at.getTime(), timeZone));
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
  return `${day}, ${time} ${timeZone === 'UTC' ? 'UTC' : `(${timeZone.split('/').at(-1)?.replaceAll('_', ' ')})`}`;
}

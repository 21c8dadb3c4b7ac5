import { type HolidayRule, WEEKDAYS, type Weekday, type WorkCalendar } from '#domain/time/calendar';
import { exceptionsFromWords, exceptionsInWords, hoursFromWords, hoursInWords, WEEKDAY_LABELS } from '#domain/time/calendar-words';

/** A calendar while it is edited: hours and single days as the texts that a person types. */
export interface CalendarDraft {
  name: string;
  timeZone: string;
  week: Record<Weekday, string>;
  holidays: readonly HolidayRule[];
  exceptions: string;
}

/** The draft from which somebody changes a calendar. */
export function draftOf(calendar: WorkCalendar): CalendarDraft {
  const week = Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, hoursInWords(calendar.week[weekday])]));
  return {
    name: calendar.name,
    timeZone: calendar.timeZone,
    week: week as Record<Weekday, string>,
    holidays: calendar.holidays,
    exceptions: exceptionsInWords(calendar.exceptions),
  };
}

/** The calendar that a draft comes to, or why it comes to none, as a sentence. */
export function calendarOfDraft(draft: CalendarDraft): { calendar: WorkCalendar } | { blocked: string } {
  if (draft.name.trim() === '') return { blocked: 'Name the calendar.' };
  if (draft.timeZone.trim() === '') return { blocked: 'Name a time zone.' };
  const week: Partial<Record<Weekday, WorkCalendar['week'][Weekday]>> = {};
  for (const weekday of WEEKDAYS) {
    const hours = hoursFromWords(draft.week[weekday]);
    if (hours === null)
      return { blocked: `The hours of ${WEEKDAY_LABELS[weekday]} cannot be read: write 09:00-12:00, 13:00-17:00, or closed.` };
    week[weekday] = hours;
  }
  const read = exceptionsFromWords(draft.exceptions);
  if ('unread' in read) return { blocked: `“${read.unread}” cannot be read: write 2026-12-24 09:00-12:00, or 2026-12-31 closed.` };
  return {
    calendar: {
      name: draft.name.trim(),
      timeZone: draft.timeZone.trim(),
      week: week as WorkCalendar['week'],
      holidays: draft.holidays,
      exceptions: read.exceptions,
    },
  };
}

import { addBusinessTime } from './business-time';
import type { WorkCalendar } from './calendar';

/** Per cent of the allowance after which an unfinished phase is at risk (domain.md, "Time"); whole numbers keep the instant exact. */
export const WARNING_PERCENT = 80;
const HOUR_MS = 3_600_000;

/** The instants that follow from an allowance; they are stored with the phase, and whoever asks compares them with now. */
export interface Deadlines {
  /** From here on the phase is at risk. */
  warnAt: Date;
  /** After this the phase is past due. */
  dueAt: Date;
}

/**
 * When a phase opened at an instant has to be warned about and is due, by a calendar. The allowance is in business hours.
 * @throws CalendarWithoutHours where the calendar does not hold the allowance
 */
export function deadlinesOf(openedAt: Date, allowanceBusinessHours: number, calendar: WorkCalendar): Deadlines {
  const allowanceMs = Math.round(allowanceBusinessHours * HOUR_MS);
  return {
    warnAt: addBusinessTime(calendar, openedAt, Math.round((allowanceMs * WARNING_PERCENT) / 100)),
    dueAt: addBusinessTime(calendar, openedAt, allowanceMs),
  };
}

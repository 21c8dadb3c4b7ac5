/** ISO 8601: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** An interval of a local day in minutes since its midnight; `to` is not part of it and is at most 1440, the day's end. */
export interface OpenHours {
  from: number;
  to: number;
}

/**
 * When work is done, as data. Hours of a day are in ascending order and do not overlap. Rules for holidays (nth weekday,
 * Easter, observed days) need no other shape: whoever knows the rules writes the days they give into `exceptions`.
 */
export interface WorkCalendar {
  /** In words, for pages and records. */
  name: string;
  /** IANA name of the zone in which hours and days are meant. */
  timeZone: string;
  week: Readonly<Record<Weekday, readonly OpenHours[]>>;
  /** Days (ISO date) with other hours than their weekday's; without any hours, a holiday. */
  exceptions: Readonly<Record<string, readonly OpenHours[]>>;
}

/** What a day of an allowance means. Source: domain.md, "Time"; the default calendar is open for as long each working day. */
export const BUSINESS_HOURS_A_DAY = 8;

const NINE_TO_FIVE: readonly OpenHours[] = [{ from: 9 * 60, to: 17 * 60 }];

/** The calendar by which every phase is due; docs/decisions/0013-business-time.md gives the reasons of the choice. */
export const DEFAULT_CALENDAR: WorkCalendar = {
  name: 'Monday to Friday, 09:00 to 17:00 UTC',
  timeZone: 'UTC',
  week: { 1: NINE_TO_FIVE, 2: NINE_TO_FIVE, 3: NINE_TO_FIVE, 4: NINE_TO_FIVE, 5: NINE_TO_FIVE, 6: [], 7: [] },
  exceptions: {},
};

/** ISO 8601: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const satisfies readonly Weekday[];

/** An interval of a local day in minutes since its midnight; `to` is not part of it and is at most 1440, the day's end. */
export interface OpenHours {
  from: number;
  to: number;
}

/** What becomes of a holiday that falls on a weekend: it stays there, or is kept on another day. */
export const OBSERVANCES = ['same_day', 'sunday_on_monday', 'nearest_weekday'] as const;
export type Observance = (typeof OBSERVANCES)[number];

export const NTHS = [1, 2, 3, 4, -1] as const;
export type Nth = (typeof NTHS)[number];

interface Named {
  name: string;
  /** The first and the last year in which it is kept; left out: without such a bound. */
  from?: number | undefined;
  until?: number | undefined;
}

/** A day that is closed each year, by the rule that tells which. */
export type HolidayRule =
  /** A date of the year; month from 1. 29 February is kept in leap years alone. */
  | (Named & { kind: 'date'; month: number; day: number; observed: Observance })
  /** The nth weekday of a month, from 1 to 4; -1 is the last. */
  | (Named & { kind: 'weekday'; month: number; weekday: Weekday; nth: Nth })
  /** A number of days after Easter Sunday, before it where negative. */
  | (Named & { kind: 'easter'; days: number });

/** When work is done, as data. Hours of a day are in ascending order and do not overlap. */
export interface WorkCalendar {
  /** In words, for pages and records. */
  name: string;
  /** IANA name of the zone in which hours and days are meant. */
  timeZone: string;
  week: Readonly<Record<Weekday, readonly OpenHours[]>>;
  /** Days that are closed each year. */
  holidays: readonly HolidayRule[];
  /** Days (ISO date) with other hours than rules and weekday give them; without any hours, closed. */
  exceptions: Readonly<Record<string, readonly OpenHours[]>>;
}

/** What a day of an allowance means. Source: domain.md, "Time"; the default calendar is open for as long each working day. */
export const BUSINESS_HOURS_A_DAY = 8;

const NINE_TO_FIVE: readonly OpenHours[] = [{ from: 9 * 60, to: 17 * 60 }];
const WHOLE_DAY: readonly OpenHours[] = [{ from: 0, to: 1440 }];
const WORKING_WEEK: WorkCalendar['week'] = {
  ...{ 1: NINE_TO_FIVE, 2: NINE_TO_FIVE, 3: NINE_TO_FIVE, 4: NINE_TO_FIVE, 5: NINE_TO_FIVE },
  ...{ 6: [], 7: [] },
};

/** The calendar of an installation that has saved none; docs/decisions/0013-business-time.md gives the reasons of the choice. */
export const DEFAULT_CALENDAR: WorkCalendar = {
  name: 'Monday to Friday, 09:00 to 17:00 UTC',
  timeZone: 'UTC',
  week: WORKING_WEEK,
  holidays: [],
  exceptions: {},
};

/**
 * The holidays of the Federal Reserve Banks; Juneteenth since 2022. One on a Sunday is kept on Monday, one on a Saturday is not made up for.
 * Source: federalreserve.gov, "Holidays Observed - K.8".
 */
export const FEDERAL_RESERVE: WorkCalendar = {
  name: 'Federal Reserve, 09:00 to 17:00 New York',
  timeZone: 'America/New_York',
  week: WORKING_WEEK,
  holidays: [
    { kind: 'date', name: 'New Year’s Day', month: 1, day: 1, observed: 'sunday_on_monday' },
    { kind: 'weekday', name: 'Birthday of Martin Luther King, Jr.', month: 1, weekday: 1, nth: 3, from: 1986 },
    { kind: 'weekday', name: 'Washington’s Birthday', month: 2, weekday: 1, nth: 3 },
    { kind: 'weekday', name: 'Memorial Day', month: 5, weekday: 1, nth: -1 },
    { kind: 'date', name: 'Juneteenth National Independence Day', month: 6, day: 19, observed: 'sunday_on_monday', from: 2022 },
    { kind: 'date', name: 'Independence Day', month: 7, day: 4, observed: 'sunday_on_monday' },
    { kind: 'weekday', name: 'Labor Day', month: 9, weekday: 1, nth: 1 },
    { kind: 'weekday', name: 'Columbus Day', month: 10, weekday: 1, nth: 2 },
    { kind: 'date', name: 'Veterans Day', month: 11, day: 11, observed: 'sunday_on_monday' },
    { kind: 'weekday', name: 'Thanksgiving Day', month: 11, weekday: 4, nth: 4 },
    { kind: 'date', name: 'Christmas Day', month: 12, day: 25, observed: 'sunday_on_monday' },
  ],
  exceptions: {},
};

/** The closing days of TARGET, none of which is made up for. Source: ECB, "Long-term calendar for TARGET closing days", since 2002. */
export const TARGET: WorkCalendar = {
  name: 'TARGET, 09:00 to 17:00 Frankfurt',
  timeZone: 'Europe/Berlin',
  week: WORKING_WEEK,
  holidays: [
    { kind: 'date', name: 'New Year’s Day', month: 1, day: 1, observed: 'same_day' },
    { kind: 'easter', name: 'Good Friday', days: -2 },
    { kind: 'easter', name: 'Easter Monday', days: 1 },
    { kind: 'date', name: 'Labour Day', month: 5, day: 1, observed: 'same_day' },
    { kind: 'date', name: 'Christmas Day', month: 12, day: 25, observed: 'same_day' },
    { kind: 'date', name: 'Second day of Christmas', month: 12, day: 26, observed: 'same_day' },
  ],
  exceptions: {},
};

/** Every hour of every day. */
export const CONTINUOUS: WorkCalendar = {
  name: 'Continuous, every hour of every day',
  timeZone: 'UTC',
  week: { 1: WHOLE_DAY, 2: WHOLE_DAY, 3: WHOLE_DAY, 4: WHOLE_DAY, 5: WHOLE_DAY, 6: WHOLE_DAY, 7: WHOLE_DAY },
  holidays: [],
  exceptions: {},
};

/** Calendars that come with the product, from which an installation's own begins. */
export const SHIPPED_CALENDARS = [DEFAULT_CALENDAR, FEDERAL_RESERVE, TARGET, CONTINUOUS] as const;

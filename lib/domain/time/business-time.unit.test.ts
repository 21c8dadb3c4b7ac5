import { describe, expect, it } from 'vitest';
import { addBusinessTime, businessTimeBetween, CalendarWithoutHours } from './business-time';
import { BUSINESS_HOURS_A_DAY, DEFAULT_CALENDAR, type OpenHours, type WorkCalendar } from './calendar';

const HOUR_MS = 3_600_000;
const CLOSED: WorkCalendar['week'] = { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] };
const NEW_YORK: WorkCalendar = { ...DEFAULT_CALENDAR, name: 'New York', timeZone: 'America/New_York' };

const hours = (...pairs: [from: number, to: number][]): OpenHours[] => pairs.map(([from, to]) => ({ from: from * 60, to: to * 60 }));
const plus = (calendar: WorkCalendar, start: string, businessHours: number): string =>
  addBusinessTime(calendar, new Date(start), businessHours * HOUR_MS).toISOString();
const between = (calendar: WorkCalendar, start: string, end: string): number =>
  businessTimeBetween(calendar, new Date(start), new Date(end)) / HOUR_MS;

describe('the default calendar', () => {
  it('is open for a business day of an allowance on each working day', () => {
    for (const weekday of [1, 2, 3, 4, 5] as const) {
      const minutes = DEFAULT_CALENDAR.week[weekday].reduce((sum, { from, to }) => sum + to - from, 0);
      expect(minutes).toBe(BUSINESS_HOURS_A_DAY * 60);
    }
    expect([...DEFAULT_CALENDAR.week[6], ...DEFAULT_CALENDAR.week[7]]).toEqual([]);
  });

  it('passes over nights and weekends', () => {
    expect(plus(DEFAULT_CALENDAR, '2026-11-27T16:00:00Z', 8)).toBe('2026-11-30T16:00:00.000Z');
    expect(plus(DEFAULT_CALENDAR, '2026-11-24T16:30:00Z', 1)).toBe('2026-11-25T09:30:00.000Z');
    expect(between(DEFAULT_CALENDAR, '2026-11-27T16:00:00Z', '2026-11-30T10:00:00Z')).toBe(2);
    expect(between(DEFAULT_CALENDAR, '2026-11-28T00:00:00Z', '2026-11-29T23:00:00Z')).toBe(0);
  });

  it('counts from the next opening where a start lies outside the hours', () => {
    expect(plus(DEFAULT_CALENDAR, '2026-11-28T11:00:00Z', 1)).toBe('2026-11-30T10:00:00.000Z');
    expect(plus(DEFAULT_CALENDAR, '2026-11-25T06:15:00Z', 8)).toBe('2026-11-25T17:00:00.000Z');
  });

  it('ends with the day where the amount does, not at the next opening', () => {
    expect(plus(DEFAULT_CALENDAR, '2026-11-26T09:00:00Z', 8)).toBe('2026-11-26T17:00:00.000Z');
  });

  it('leaves a start where it is for an amount of nothing, and goes far for a large one', () => {
    expect(plus(DEFAULT_CALENDAR, '2026-11-28T11:00:00Z', 0)).toBe('2026-11-28T11:00:00.000Z');
    // 250 working days are fifty weeks; the last ends on the Friday of the fiftieth.
    expect(plus(DEFAULT_CALENDAR, '2026-01-05T09:00:00Z', 2_000)).toBe('2026-12-18T17:00:00.000Z');
  });
});

describe('other calendars', () => {
  it('know lunch, short Fridays, worked Saturdays and holidays', () => {
    const calendar: WorkCalendar = {
      name: 'Mill',
      timeZone: 'Europe/Berlin',
      week: { ...CLOSED, 4: hours([8, 12], [13, 17]), 5: hours([8, 12]) },
      holidays: [],
      exceptions: { '2026-12-25': [], '2026-12-19': hours([9, 10]) },
    };
    expect(plus(calendar, '2026-12-17T10:00:00Z', 2)).toBe('2026-12-17T13:00:00.000Z');
    expect(between(calendar, '2026-12-18T00:00:00Z', '2026-12-20T00:00:00Z')).toBe(5);
    expect(between(calendar, '2026-12-24T23:00:00Z', '2026-12-25T23:00:00Z')).toBe(0);
  });

  it('keep their local hours when clocks change between two days', () => {
    expect(plus(NEW_YORK, '2026-10-30T20:00:00Z', 8)).toBe('2026-11-02T21:00:00.000Z');
    expect(plus(NEW_YORK, '2026-03-06T21:00:00Z', 8)).toBe('2026-03-09T20:00:00.000Z');
  });

  it('count the hours that really pass when clocks change within a shift', () => {
    const shifts: WorkCalendar = { ...NEW_YORK, week: { ...CLOSED, 6: hours([22, 24]), 7: hours([0, 2]) } };
    expect(between(shifts, '2026-10-31T16:00:00Z', '2026-11-01T16:00:00Z')).toBe(5);
    const early: WorkCalendar = { ...NEW_YORK, week: { ...CLOSED, 7: hours([1.5, 3.5]) } };
    expect(between(early, '2026-03-08T00:00:00Z', '2026-03-09T00:00:00Z')).toBe(1);
    const skipped: WorkCalendar = { ...NEW_YORK, week: { ...CLOSED, 7: hours([2.25, 2.75]) } };
    expect(between(skipped, '2026-03-08T00:00:00Z', '2026-03-09T00:00:00Z')).toBe(0);
    const repeated: WorkCalendar = { ...NEW_YORK, week: { ...CLOSED, 7: hours([1.25, 1.5]) } };
    expect(between(repeated, '2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z')).toBe(1.25);
  });

  it('have no hours on a day that a zone never had', () => {
    const samoa: WorkCalendar = { ...DEFAULT_CALENDAR, name: 'Samoa', timeZone: 'Pacific/Apia' };
    // Thursday the 29th 16:00, then Saturday the 31st, then Monday: Friday the 30th does not exist.
    expect(plus(samoa, '2011-12-30T02:00:00Z', 2)).toBe('2012-01-01T20:00:00.000Z');
  });

  it('say so where no time of work comes any more', () => {
    const closed: WorkCalendar = { ...DEFAULT_CALENDAR, name: 'Closed', week: CLOSED, exceptions: { '2026-12-01': hours([9, 10]) } };
    expect(plus(closed, '2026-11-01T00:00:00Z', 1)).toBe('2026-12-01T10:00:00.000Z');
    expect(() => plus(closed, '2026-11-01T00:00:00Z', 2)).toThrow(CalendarWithoutHours);
  });
});

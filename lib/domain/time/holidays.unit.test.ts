import { describe, expect, it } from 'vitest';
import { FEDERAL_RESERVE, TARGET, type WorkCalendar } from './calendar';
import { easterSunday, holidayOn, holidaysOf, hoursOn } from './holidays';

const daysOf = ({ holidays }: WorkCalendar, year: number): string[] => [...holidaysOf(holidays, year).keys()].sort();

describe('Easter', () => {
  // Source: the dates that the U.S. Census Bureau lists; 1818 and 2038 are the earliest and the latest day there can be.
  it.each(['1818-03-22', '1943-04-25', '1961-04-02', '2000-04-23', '2024-03-31', '2025-04-20', '2026-04-05', '2038-04-25'])(
    'falls on %s',
    (day) => {
      expect(easterSunday(Number(day.slice(0, 4)))).toBe(day);
    },
  );
});

describe('the Federal Reserve’s holidays', () => {
  // Source: federalreserve.gov, "Holidays Observed - K.8", the published years.
  it('are those published for 2026', () => {
    expect(daysOf(FEDERAL_RESERVE, 2026)).toEqual([
      ...['2026-01-01', '2026-01-19', '2026-02-16', '2026-05-25', '2026-06-19'],
      // Independence Day is a Saturday: the banks are open on the Friday before.
      ...['2026-07-04', '2026-09-07', '2026-10-12', '2026-11-11', '2026-11-26', '2026-12-25'],
    ]);
    expect(hoursOn(FEDERAL_RESERVE, '2026-07-03')).not.toEqual([]);
  });

  it('move from a Sunday to Monday', () => {
    expect(holidayOn(FEDERAL_RESERVE, '2027-07-05')).toBe('Independence Day');
    expect(holidayOn(FEDERAL_RESERVE, '2027-07-04')).toBeNull();
    expect(holidayOn(FEDERAL_RESERVE, '2023-01-02')).toBe('New Year’s Day');
  });

  it('begin with the year in which a day became one', () => {
    expect(holidayOn(FEDERAL_RESERVE, '2021-06-18')).toBeNull();
    expect(holidayOn(FEDERAL_RESERVE, '2022-06-20')).toBe('Juneteenth National Independence Day');
  });
});

describe('TARGET’s closing days', () => {
  // Source: ECB, TARGET closing days of 2026 and 2027.
  it('are those published, and none is made up for', () => {
    expect(daysOf(TARGET, 2026)).toEqual(['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2026-12-25', '2026-12-26']);
    expect(daysOf(TARGET, 2027)).toEqual(['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-01', '2027-12-25', '2027-12-26']);
  });
});

describe('rules', () => {
  it('move a day into the year beside their own', () => {
    const newYear: WorkCalendar = {
      ...TARGET,
      holidays: [{ kind: 'date', name: 'New Year’s Day', month: 1, day: 1, observed: 'nearest_weekday' }],
    };
    // 1 January 2028 is a Saturday.
    expect(daysOf(newYear, 2027)).toEqual(['2027-01-01', '2027-12-31']);
    expect(daysOf(newYear, 2028)).toEqual([]);
  });

  it('keep 29 February in leap years alone, and count weekdays from either end of a month', () => {
    const { holidays }: Pick<WorkCalendar, 'holidays'> = {
      holidays: [
        { kind: 'date', name: 'Leap day', month: 2, day: 29, observed: 'same_day' },
        { kind: 'weekday', name: 'Last Friday of the year', month: 12, weekday: 5, nth: -1 },
      ],
    };
    expect([...holidaysOf(holidays, 2027).keys()]).toEqual(['2027-12-31']);
    expect([...holidaysOf(holidays, 2028).keys()].sort()).toEqual(['2028-02-29', '2028-12-29']);
  });

  it('give way to an exception, which can open a holiday', () => {
    const open: WorkCalendar = { ...TARGET, exceptions: { '2026-05-01': [{ from: 540, to: 600 }] } };
    expect(hoursOn(open, '2026-05-01')).toEqual([{ from: 540, to: 600 }]);
  });
});

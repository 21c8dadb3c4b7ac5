import { describe, expect, it } from 'vitest';
import { CONTINUOUS, DEFAULT_CALENDAR, FEDERAL_RESERVE, SHIPPED_CALENDARS, TARGET, WEEKDAYS } from './calendar';
import { hasLongClosure, isTimeZone, listedUntil, specialDays } from './calendar-days';
import { exceptionsFromWords, exceptionsInWords, hoursFromWords, hoursInWords, ruleInWords } from './calendar-words';

const NOW = new Date('2026-11-29T12:00:00Z');

describe('hours in words', () => {
  it('are read as they are written', () => {
    for (const calendar of SHIPPED_CALENDARS)
      for (const weekday of WEEKDAYS) expect(hoursFromWords(hoursInWords(calendar.week[weekday]))).toEqual(calendar.week[weekday]);
    expect(hoursFromWords('13:00 – 17:30; 8:00-12:00')).toEqual([
      { from: 480, to: 720 },
      { from: 780, to: 1_050 },
    ]);
  });

  it.each(['9-17', '09:00-08:00', '09:00-12:00, 11:00-13:00', '09:70-10:00', '23:00-25:00', 'at noon'])('refuse %s', (text) => {
    expect(hoursFromWords(text)).toBeNull();
  });
});

describe('other hours of single days', () => {
  it('are read as they are written, and name the line that cannot be read', () => {
    const exceptions = { '2026-12-24': [{ from: 540, to: 720 }], '2026-12-31': [] };
    expect(exceptionsInWords(exceptions)).toBe('2026-12-24 09:00-12:00\n2026-12-31 closed');
    expect(exceptionsFromWords(exceptionsInWords(exceptions))).toEqual({ exceptions });
    expect(exceptionsFromWords('2026-12-24\n2026-02-30 closed')).toEqual({ unread: '2026-02-30 closed' });
  });
});

describe('a rule in words', () => {
  it('says which day it is, and in which years', () => {
    const words = [...FEDERAL_RESERVE.holidays, ...TARGET.holidays].map(ruleInWords);
    expect(words).toContain('the fourth Thursday of November');
    expect(words).toContain('the last Monday of May');
    expect(words).toContain('19 June, kept on Monday where it is a Sunday, since 2022');
    expect(words).toContain('2 days before Easter Sunday');
    expect(words).toContain('1 day after Easter Sunday');
  });
});

describe('a calendar', () => {
  it('tells its special days ahead', () => {
    expect(specialDays(TARGET, NOW, 60)).toEqual([
      { day: '2026-12-25', name: 'Christmas Day', hours: [] },
      { day: '2026-12-26', name: 'Second day of Christmas', hours: [] },
      { day: '2027-01-01', name: 'New Year’s Day', hours: [] },
    ]);
  });

  it('that closes for more than a month is told from one that does not', () => {
    const january = Object.fromEntries(Array.from({ length: 31 }, (_, at) => [`2027-01-${String(at + 1).padStart(2, '0')}`, []]));
    expect(SHIPPED_CALENDARS.some((calendar) => hasLongClosure(calendar, NOW))).toBe(false);
    expect(hasLongClosure({ ...CONTINUOUS, exceptions: january }, NOW)).toBe(false);
    // The weekend that follows makes it longer.
    expect(hasLongClosure({ ...DEFAULT_CALENDAR, exceptions: { ...january, '2027-02-01': [] } }, NOW)).toBe(true);
  });

  it('that lists dates alone ends with the last', () => {
    expect(listedUntil({ ...DEFAULT_CALENDAR, exceptions: { '2027-01-01': [], '2026-12-25': [] } })).toBe('2027-01-01');
    expect(listedUntil(TARGET)).toBeNull();
  });

  it('names a zone that exists', () => {
    expect(['UTC', 'America/New_York', 'Europe/Berlin', 'Etc/GMT+5'].every(isTimeZone)).toBe(true);
    expect(['', 'Mars/Olympus', '+01:00', 'Europe'].some(isTimeZone)).toBe(false);
  });
});

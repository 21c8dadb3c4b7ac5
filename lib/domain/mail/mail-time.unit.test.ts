import { describe, expect, it } from 'vitest';
import { CONTINUOUS, DEFAULT_CALENDAR, FEDERAL_RESERVE } from '../time/calendar';
import type { MailHours, MailPace } from './mail-preference';
import { digestPeriod, mailDueAt } from './mail-time';

// New York is five hours behind UTC in these weeks; Thursday 26 November 2026 is Thanksgiving.
const due = (pace: MailPace, since: string, hours: MailHours = 'working', calendar = FEDERAL_RESERVE) =>
  mailDueAt(calendar, { pace, hours, since: new Date(since) }).toISOString();

describe('what goes at once', () => {
  it.each([
    ['in hours', '2026-11-27T15:20:00Z', '2026-11-27T15:20:00.000Z'],
    ['in the evening', '2026-11-24T23:00:00Z', '2026-11-25T14:00:00.000Z'],
    ['on a holiday', '2026-11-26T15:00:00Z', '2026-11-27T14:00:00.000Z'],
    ['after the hours of a Friday', '2026-11-27T22:00:00Z', '2026-11-30T14:00:00.000Z'],
  ])('waits for the hours of work: %s', (_when, since, at) => {
    expect(due('at_once', since)).toBe(at);
  });

  it('waits for nothing where its reader wants that', () => {
    expect(due('at_once', '2026-11-28T03:00:00Z', 'any')).toBe('2026-11-28T03:00:00.000Z');
  });
});

describe('a digest', () => {
  it.each([
    ['hourly', 'working', '2026-11-27T15:20:00Z', '2026-11-27T16:00:00.000Z'],
    ['hourly', 'working', '2026-11-27T15:00:00Z', '2026-11-27T15:00:00.000Z'],
    ['hourly', 'working', '2026-11-27T21:30:00Z', '2026-11-30T14:00:00.000Z'],
    ['hourly', 'any', '2026-11-27T23:30:00Z', '2026-11-28T00:00:00.000Z'],
    ['daily', 'working', '2026-11-25T09:00:00Z', '2026-11-25T14:00:00.000Z'],
    ['daily', 'working', '2026-11-25T15:00:00Z', '2026-11-27T14:00:00.000Z'],
    ['daily', 'any', '2026-11-27T15:00:00Z', '2026-11-28T13:00:00.000Z'],
  ] as const)('%s, %s hours, of %s comes at %s', (pace, hours, since, at) => {
    expect(due(pace, since, hours)).toBe(at);
  });

  it('comes with the first open minute from 08:00 on, where work begins before', () => {
    const early = { ...CONTINUOUS, timeZone: 'Europe/Berlin' };
    expect(due('daily', '2026-11-25T00:30:00Z', 'working', early)).toBe('2026-11-25T07:00:00.000Z');
    const nights = {
      ...DEFAULT_CALENDAR,
      week: {
        ...DEFAULT_CALENDAR.week,
        3: [
          { from: 0, to: 400 },
          { from: 1200, to: 1400 },
        ],
      },
    };
    expect(due('daily', '2026-11-25T00:30:00Z', 'working', nights)).toBe('2026-11-25T20:00:00.000Z');
  });

  it('is of an hour of UTC or of a day of the calendar’s zone', () => {
    const at = new Date('2026-11-26T02:30:00Z');
    expect([digestPeriod(FEDERAL_RESERVE, 'hourly', at), digestPeriod(FEDERAL_RESERVE, 'daily', at)]).toEqual([
      'hour 2026-11-26T02',
      'day 2026-11-25',
    ]);
  });
});

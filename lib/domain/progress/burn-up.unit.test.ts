import { describe, expect, it } from 'vitest';
import { burnUpDays, endOfDay, LONGEST_BURN_UP_DAYS, onStraightLine } from './burn-up';

const CYCLE = { startsOn: '2026-03-27', endsOn: '2026-03-31' };

describe('the days of a burn-up', () => {
  it('go from the first day to today, by the clocks of the zone, and not past the last', () => {
    const at = (now: string, zone = 'UTC') => burnUpDays(CYCLE, new Date(now), zone);
    expect(at('2026-03-26T23:59:59Z')).toEqual([]);
    expect(at('2026-03-27T00:00:00Z')).toEqual(['2026-03-27']);
    expect(at('2026-03-27T00:00:00Z', 'America/New_York')).toEqual([]);
    expect(at('2026-03-29T12:00:00Z', 'Europe/Berlin')).toEqual(['2026-03-27', '2026-03-28', '2026-03-29']);
    expect(at('2026-05-01T12:00:00Z').at(-1)).toBe('2026-03-31');
  });

  it('are the last ones of a cycle that is longer than anybody looks back', () => {
    const days = burnUpDays({ startsOn: '0001-01-01', endsOn: '9999-12-31' }, new Date('2026-03-31T12:00:00Z'), 'UTC');
    expect([days.length, days.at(-1)]).toEqual([LONGEST_BURN_UP_DAYS, '2026-03-31']);
  });

  it('end where the next begins, also on the day on which the clocks change', () => {
    expect(endOfDay('2026-03-28', 'Europe/Berlin').toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(endOfDay('2026-03-29', 'Europe/Berlin').toISOString()).toBe('2026-03-29T22:00:00.000Z');
    expect(endOfDay('9999-12-31', 'UTC').toISOString()).toBe('9999-12-31T00:00:00.000Z');
  });
});

it('the straight line goes from none on the first day to all on the last', () => {
  const along = (scope: number) => ['2026-03-27', '2026-03-28', '2026-03-31'].map((day) => onStraightLine(CYCLE, day, scope));
  expect(along(10)).toEqual([0, 2.5, 10]);
  expect(along(0)).toEqual([0, 0, 0]);
  expect(onStraightLine({ startsOn: '2026-03-27', endsOn: '2026-03-27' }, '2026-03-27', 3)).toBe(3);
});

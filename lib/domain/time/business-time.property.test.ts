import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../../test/support/property-runs';
import { addBusinessTime, businessTimeBetween } from './business-time';
import { CONTINUOUS, OBSERVANCES, type OpenHours, WEEKDAYS, type Weekday, type WorkCalendar } from './calendar';

const HOUR_MS = 3_600_000;
const hours = (...pairs: [from: number, to: number][]): OpenHours[] => pairs.map(([from, to]) => ({ from: from * 60, to: to * 60 }));

describe('any calendar', () => {
  const ZONES = ['UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Havana', 'Pacific/Apia', 'Africa/Cairo'];
  const openHours = fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 6 }).map((minutes) => {
    const edges = minutes.toSorted((one, other) => one - other);
    return Array.from({ length: Math.floor(edges.length / 2) }, (_, n) => ({ from: edges[2 * n] ?? 0, to: edges[2 * n + 1] ?? 0 }));
  });
  const rules = fc.array(
    fc.oneof(
      fc.record({
        ...{
          kind: fc.constant('date' as const),
          name: fc.constant('Date'),
          month: fc.integer({ min: 1, max: 12 }),
          day: fc.integer({ min: 1, max: 28 }),
        },
        observed: fc.constantFrom(...OBSERVANCES),
      }),
      fc.record({
        ...{ kind: fc.constant('weekday' as const), name: fc.constant('Weekday'), month: fc.integer({ min: 1, max: 12 }) },
        ...{ weekday: fc.constantFrom(...WEEKDAYS), nth: fc.constantFrom(1, 2, 3, 4, -1) },
      }),
      fc.record({ kind: fc.constant('easter' as const), name: fc.constant('Easter'), days: fc.integer({ min: -60, max: 60 }) }),
    ),
    { maxLength: 8 },
  );
  const oneDay = fc.integer({ min: 1, max: 7 }) as fc.Arbitrary<Weekday>;
  const days = fc.tuple(openHours, openHours, openHours, openHours, openHours, openHours, openHours);
  // One weekday is always open, so that amounts end within weeks.
  const calendars = fc
    .record({ days, oneDay, timeZone: fc.constantFrom(...ZONES, ...ZONES.slice(1), 'UTC'), exception: openHours, holidays: rules })
    .map(
      ({ days: [mon, tue, wed, thu, fri, sat, sun], oneDay: weekday, timeZone, exception, holidays }): WorkCalendar => ({
        name: 'Any',
        timeZone,
        week: { 1: mon, 2: tue, 3: wed, 4: thu, 5: fri, 6: sat, 7: sun, [weekday]: hours([9, 17]) },
        holidays,
        exceptions: { '2026-03-08': exception, '2026-03-29': exception, '2026-11-01': exception, '2026-10-25': [] },
      }),
    );
  const BEFORE_CHANGES = ['2026-03-05T00:00:00Z', '2026-10-20T00:00:00Z', '2011-12-26T00:00:00Z', '2026-06-01T00:00:00Z'];
  const starts = fc
    .tuple(fc.constantFrom(...BEFORE_CHANGES), fc.integer({ min: 0, max: 14 * 24 * HOUR_MS }))
    .map(([day, ms]) => new Date(Date.parse(day) + ms));
  const amounts = fc.oneof(fc.integer({ min: 0, max: 90 * HOUR_MS }), fc.constantFrom(0, 1, HOUR_MS, 8 * HOUR_MS, 200 * HOUR_MS));

  it('counts back what was added', () => {
    fc.assert(
      fc.property(calendars, starts, amounts, (calendar, start, amount) => {
        expect(businessTimeBetween(calendar, start, addBusinessTime(calendar, start, amount))).toBe(amount);
      }),
      propertyRuns(100_000, 100),
    );
  });

  it('ends later for a later start or a larger amount, and never before it began', () => {
    fc.assert(
      fc.property(calendars, starts, starts, amounts, amounts, (calendar, one, other, small, more) => {
        const [first, second] = one < other ? [one, other] : [other, one];
        const end = addBusinessTime(calendar, first, small);
        expect(end >= first).toBe(true);
        expect(addBusinessTime(calendar, second, small) >= end).toBe(true);
        expect(addBusinessTime(calendar, first, small + more) >= end).toBe(true);
      }),
      propertyRuns(100_000, 100),
    );
  });

  it('counts two stretches as it counts both in one', () => {
    fc.assert(
      fc.property(calendars, starts, amounts, amounts, (calendar, start, first, second) => {
        const middle = new Date(start.getTime() + first);
        const end = new Date(middle.getTime() + second);
        const halves = businessTimeBetween(calendar, start, middle) + businessTimeBetween(calendar, middle, end);
        expect(businessTimeBetween(calendar, start, end)).toBe(halves);
        expect(halves).toBeLessThanOrEqual(first + second);
      }),
      propertyRuns(100_000, 100),
    );
  });

  it('is a clock of its own where it never closes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), starts, amounts, (timeZone, start, amount) => {
        const calendar: WorkCalendar = { name: 'Continuous', timeZone, week: CONTINUOUS.week, holidays: [], exceptions: {} };
        expect(addBusinessTime(calendar, start, amount).getTime()).toBe(start.getTime() + amount);
      }),
      propertyRuns(100_000, 100),
    );
  });
});

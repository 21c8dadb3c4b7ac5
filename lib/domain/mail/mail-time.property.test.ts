import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../../test/support/property-runs';
import { businessTimeBetween } from '../time/business-time';
import { CONTINUOUS, DEFAULT_CALENDAR, FEDERAL_RESERVE, TARGET } from '../time/calendar';
import { MAIL_HOURS } from './mail-preference';
import { digestPeriod, mailDueAt } from './mail-time';

describe('of any notices', () => {
  const calendars = fc.constantFrom(DEFAULT_CALENDAR, FEDERAL_RESERVE, TARGET, CONTINUOUS);
  const instants = fc
    .integer({ min: Date.parse('2026-03-01T00:00:00Z'), max: Date.parse('2027-04-01T00:00:00Z') })
    .map((ms) => new Date(ms));
  const hours = fc.constantFrom(...MAIL_HOURS);

  it('none is due before it came, and none outside of hours that its reader keeps', () => {
    fc.assert(
      fc.property(calendars, instants, hours, fc.constantFrom('at_once', 'hourly', 'daily'), (calendar, since, kept, pace) => {
        const at = mailDueAt(calendar, { pace, hours: kept, since });
        expect(at.getTime()).toBeGreaterThanOrEqual(since.getTime());
        if (kept === 'working') expect(businessTimeBetween(calendar, at, new Date(at.getTime() + 60_000))).toBe(60_000);
      }),
      propertyRuns(20_000, 100),
    );
  });

  it('a day has one digest: what is due on it is due at one instant', () => {
    fc.assert(
      fc.property(calendars, instants, instants, hours, (calendar, one, other, kept) => {
        const [first, second] = [one, other].map((since) => mailDueAt(calendar, { pace: 'daily', hours: kept, since }));
        if (digestPeriod(calendar, 'daily', first!) === digestPeriod(calendar, 'daily', second!)) expect(first).toEqual(second);
      }),
      propertyRuns(20_000, 100),
    );
  });
});

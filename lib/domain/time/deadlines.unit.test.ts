import { expect, test } from 'vitest';
import { DEFAULT_CALENDAR } from './calendar';
import { deadlinesOf } from './deadlines';

test('a phase of one day opened on a Friday at 16:00 is due on Monday at 16:00, and at risk after four fifths', () => {
  const { warnAt, dueAt } = deadlinesOf(new Date('2026-11-27T16:00:00Z'), 8, DEFAULT_CALENDAR);
  expect(dueAt.toISOString()).toBe('2026-11-30T16:00:00.000Z');
  // Of 6 h 24 min, one hour is Friday's.
  expect(warnAt.toISOString()).toBe('2026-11-30T14:24:00.000Z');
});

test('without an allowance a phase is due when it opens', () => {
  const opened = new Date('2026-11-28T10:00:00Z');
  expect(deadlinesOf(opened, 0, DEFAULT_CALENDAR)).toEqual({ warnAt: opened, dueAt: opened });
});

import { describe, expect, it } from 'vitest';
import { ageInWords, fromNowInWords, spanInWords } from './time-span';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a span in words', () => {
  it('is said in the longest unit that it fills', () => {
    const spans = [30_000, MINUTE, 1.6 * MINUTE, 59 * MINUTE, HOUR, 1.4 * HOUR, 23 * HOUR, DAY, -12 * DAY, 45 * DAY, 400 * DAY];
    expect(spans.map(spanInWords)).toEqual([
      '30 seconds',
      '1 min',
      '2 min',
      '59 min',
      '1 hour',
      '1 hour',
      '23 hours',
      '1 day',
      '12 days',
      '2 months',
      '1 year',
    ]);
  });

  it('says before and after', () => {
    const now = new Date('2026-03-01T12:00:00Z');
    expect(fromNowInWords(new Date('2026-03-01T09:00:00Z'), now)).toBe('3 hours ago');
    expect(fromNowInWords(new Date('2026-03-03T12:00:00Z'), now)).toBe('in 2 days');
  });

  it('says how old in days, from two on', () => {
    const now = new Date('2026-03-01T12:00:00Z');
    const ages = [0.2, 30, 47 * 60, 48 * 60, 40 * 24 * 60, 400 * 24 * 60];
    expect(ages.map((minutes) => ageInWords(new Date(now.getTime() - minutes * 60_000), now))).toEqual([
      'just now',
      '30 min ago',
      '2 days ago',
      '2 days ago',
      '40 days ago',
      '400 days ago',
    ]);
  });
});

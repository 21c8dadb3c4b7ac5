import { expect, it } from 'vitest';
import { roleAllowancesInWords, stopwatchInWords } from './stopwatch-words';

it.each([
  [{ role: 'tester', usedMinutes: 360.9, allowedMinutes: 960, isRunning: true }, 'Tester: 6 h of 16 h, running'],
  [{ role: 'tester', usedMinutes: 960, allowedMinutes: 960, isRunning: true }, 'Tester: 16 h of 16 h, running, used up'],
  [{ role: 'report_owner', usedMinutes: 120, allowedMinutes: null, isRunning: false }, 'Report Owner: 2 h, no allowance'],
  [{ role: 'data_owner', usedMinutes: 0, allowedMinutes: 480, isRunning: false }, 'Data Owner: 0 h of 8 h'],
  [{ role: 'tester', usedMinutes: 0.5, allowedMinutes: 100 / 60, isRunning: true }, 'Tester: 30 s of 100 s, running'],
] as const)('a stopwatch in words: %#', (stopwatch, words) => {
  expect(stopwatchInWords(stopwatch)).toBe(words);
});

it('allowances in words come in the order of roles', () => {
  expect(roleAllowancesInWords({ report_owner: 4, tester: 16 }, (hours) => `${hours} h`)).toBe('Tester 16 h, Report Owner 4 h');
  expect(roleAllowancesInWords({}, String)).toBe('');
});

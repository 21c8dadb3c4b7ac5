import { expect, it } from 'vitest';
import { doctorExitCode, findingLine } from './finding';

it('says in words what it found', () => {
  expect(findingLine({ subject: 'Pages', state: 'missing', words: 'do not answer' })).toBe('  ✗ Pages                  do not answer');
});

it('fails only for what needs doing', () => {
  expect(
    doctorExitCode([
      { subject: 'a', state: 'good', words: '' },
      { subject: 'b', state: 'absent', words: '' },
    ]),
  ).toBe(0);
  expect(doctorExitCode([{ subject: 'a', state: 'missing', words: '' }])).toBe(1);
});

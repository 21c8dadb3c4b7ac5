import { expect, it } from 'vitest';
import { isSystemError, PlainError, plainSentence } from './plain-error';

it('has a sentence for a full disk, also where it is only the cause', () => {
  const full = Object.assign(new Error('write failed'), { code: 'ENOSPC' });
  expect(plainSentence(new Error('copying', { cause: full }))).toBe('The disk is full: free some space and run the command again.');
  expect(isSystemError(full, 'EACCES')).toBe(false);
});

it('prints its own sentences as they are, and knows none for the rest', () => {
  expect(plainSentence(new PlainError('Port 1 is taken.'))).toBe('Port 1 is taken.');
  expect(plainSentence(new TypeError('undefined is not a function'))).toBeUndefined();
});

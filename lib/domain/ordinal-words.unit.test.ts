import { expect, it } from 'vitest';
import { ordinalInWords } from './ordinal-words';

it.each([
  [1, 'first'],
  [5, 'fifth'],
  [6, '6th'],
  [11, '11th'],
  [12, '12th'],
  [13, '13th'],
  [21, '21st'],
  [22, '22nd'],
  [23, '23rd'],
  [111, '111th'],
])('%d is %s', (count, words) => {
  expect(ordinalInWords(count)).toBe(words);
});

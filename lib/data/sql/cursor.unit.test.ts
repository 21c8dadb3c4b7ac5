import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeCursor, encodeCursor, PLACE } from './cursor';

const SHAPE = z.tuple([PLACE.instant, PLACE.number, PLACE.count, PLACE.text]);

describe('a cursor', () => {
  it.each([
    ['2026-11-28 15:00:00+00', '12.50', '7', 'R1'],
    ['2026-11-28 15:00:00.123456+05:30', '-3', '9007199254740993', ''],
    ['infinity', 'Infinity', '0', 'é'],
  ])('comes back as it was made: %s', (...parts) => {
    expect(decodeCursor(encodeCursor(parts), SHAPE)).toEqual(parts);
  });

  it.each([undefined, null, ''])('is the beginning of the list where it is %s', (cursor) => {
    expect(decodeCursor(cursor, SHAPE)).toBeNull();
  });

  it.each([
    ['no base64 of JSON', 'R1'],
    ['a part too few', encodeCursor(['infinity', '1', '1'])],
    ['a day that is none', encodeCursor(['2026-13-28 15:00:00+00', '1', '1', ''])],
    ['an instant without a zone', encodeCursor(['2026-11-28 15:00:00', '1', '1', ''])],
    ['words for a number', encodeCursor(['infinity', 'one', '1', ''])],
    ['a number that no column holds', encodeCursor(['infinity', '1', '9'.repeat(30), ''])],
    ['a character that no text can hold', encodeCursor(['infinity', '1', '1', '\u0000'])],
    ['a blank', encodeCursor([null, '1', '1', ''])],
  ])('is refused in words where it is %s', (_, cursor) => {
    expect(() => decodeCursor(cursor, SHAPE)).toThrow('The place to continue from is not known.');
  });
});

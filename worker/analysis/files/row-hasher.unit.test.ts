import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowHash } from '#domain/sampling/population-hash';
import { RowHasher } from './row-hasher';

describe('RowHasher', () => {
  it.each(['|', ',', '¦', '||'])('gives the hash of the fields, whatever they hold, between %s', (delimiter) => {
    const hasher = new RowHasher(Buffer.from(delimiter, 'utf8'));
    // Fields of one byte grow most; long ones pass every count of digits, and the room the hasher begins with.
    const field = fc.oneof(
      fc.constant(''),
      fc.stringMatching(/^[a-zé€😀 ]{1,12}$/),
      fc.nat({ max: 70_000 }).map((length) => 'x'.repeat(length)),
    );
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 8 }), (fields) => {
        const expected = rowHash(fields.map((text) => (text === '' ? null : text)));
        expect(hasher.ofPlain(Buffer.from(fields.join(delimiter), 'utf8'))).toBe(expected);
        expect(hasher.ofFields(fields)).toBe(expected);
      }),
    );
  });
});

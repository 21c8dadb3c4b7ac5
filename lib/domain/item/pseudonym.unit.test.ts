import { describe, expect, it } from 'vitest';
import { CODE_LENGTHS, codeOf, pseudonymCode, pseudonymOf } from './pseudonym';

const SECRET = Buffer.alloc(32, 7);

describe('a pseudonym', () => {
  it('is the same for a key and a secret, another for any other, and grows at its end', () => {
    const code = pseudonymCode(SECRET, 'K1', 8);
    expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{8}$/);
    expect(pseudonymCode(SECRET, 'K1', 8)).toBe(code);
    expect(pseudonymCode(SECRET, 'K2', 8)).not.toBe(code);
    expect(pseudonymCode(Buffer.alloc(32, 8), 'K1', 8)).not.toBe(code);
    const lengths = CODE_LENGTHS.map((length) => pseudonymCode(SECRET, 'K1', length));
    expect(lengths.map((text) => text.length)).toEqual([...CODE_LENGTHS]);
    expect(lengths.every((text) => text.startsWith(code))).toBe(true);
  });

  it('is told from keys by its form', () => {
    const code = pseudonymCode(SECRET, 'K1', 8);
    expect(codeOf(pseudonymOf(code))).toBe(code);
    for (const text of ['K1', 'record-', 'record-7', 'record-ilou0000', `a ${pseudonymOf(code)}`]) expect(codeOf(text)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { DEEPEST, unstorable } from './storable';

/** A text inside as many lists. */
function nested(levels: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

describe('what cannot be kept', () => {
  it.each([
    ['a NUL', { edits: [{ key: 'a\u0000b' }] }, 'edits.0.key', 'holds a character that no text can hold (U+0000)'],
    ['the first half of a pair', { name: '\uD83D' }, 'name', 'holds half of a character (a lone surrogate)'],
    ['the second half of a pair', ['\uDE00'], '0', 'holds half of a character (a lone surrogate)'],
    ['a name with a NUL', { set: { 'a\u0000': 1 } }, 'set', 'has a part whose name holds a character that no text can hold (U+0000)'],
    ['a text that is the whole', '\uD800', '', 'holds half of a character (a lone surrogate)'],
  ])('%s is named with its place', (_, input, path, fault) => {
    expect(unstorable(input)).toEqual({ path, fault });
  });

  it('is nesting that only exhausts a reader, a circle included', () => {
    expect(unstorable(nested(DEEPEST))).toBeNull();
    expect(unstorable(nested(DEEPEST + 1))?.fault).toBe(`is nested more than ${DEEPEST} levels deep`);
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(unstorable(circle)?.fault).toContain('levels deep');
  });

  it('is nothing that a person writes', () => {
    expect(unstorable({ text: 'Zoë 😀 \u2028 \t', number: Number.NaN, none: null, list: [undefined, true, 2 ** 60] })).toBeNull();
  });
});

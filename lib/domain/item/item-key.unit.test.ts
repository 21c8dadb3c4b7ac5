import { describe, expect, it } from 'vitest';
import { itemKeyFault, keyInWords, LONGEST_KEY } from './item-key';

describe('the key of an item', () => {
  it.each(['A', 'LOAN_AMOUNT', '$file', 'ZUSÄTZE', 'Ⅷ', '漢字', '😀', '1|2', '=“quoted” & 100 %', 'x'.repeat(LONGEST_KEY)])(
    'may be %j',
    (key) => {
      expect(itemKeyFault(key)).toBeNull();
    },
  );

  it.each([
    ['', 'is empty'],
    ['a\tb', 'holds a character that cannot be seen (U+0009)'],
    ['a\u0000', 'holds a character that no text can hold (U+0000)'],
    ['a\u200bb', 'holds a character that cannot be seen (U+200B)'],
    ['\ufeffa', 'holds a character that cannot be seen (U+FEFF)'],
    ['a\u00adb', 'holds a character that cannot be seen (U+00AD)'],
    ['\u202egnp.exe', 'holds a character that cannot be seen (U+202E)'],
    ['\u2066a', 'holds a character that cannot be seen (U+2066)'],
    ['a\u2028b', 'holds a character that cannot be seen (U+2028)'],
    ['a\ud800', 'holds half of a character (a lone surrogate)'],
    ['ZUSA\u0308TZE', 'is not in normal form NFC: an accent stands beside its letter'],
    ['ä'.repeat(201), 'has 402 bytes, more than 400'],
  ])('is not %j', (key, fault) => {
    expect(itemKeyFault(key)).toBe(fault);
  });

  it('is told in a sentence so that it can be read', () => {
    expect(keyInWords('a\tb\u202e')).toBe('aU+0009bU+202E');
    expect(keyInWords('x'.repeat(100))).toBe(`${'x'.repeat(60)}…`);
  });
});

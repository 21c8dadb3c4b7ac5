import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordChanges } from './word-changes';

const TEXT = fc
  .array(fc.constantFrom('the', 'loan', 'was', 'sold', 'in', 'May', 'June', '12', '%', ','), { maxLength: 30 })
  .map((words) => words.join(' '));

describe('changes of a text by word', () => {
  it('marks the words that changed and keeps the others', () => {
    expect(wordChanges('The loan was sold in May 2019.', 'The loan was sold in June 2019.')).toEqual([
      { kind: 'kept', text: 'The loan was sold in ' },
      { kind: 'out', text: 'May' },
      { kind: 'in', text: 'June' },
      { kind: 'kept', text: ' 2019.' },
    ]);
  });

  it('shows short texts, and texts that share little, whole', () => {
    expect(wordChanges('Retail', 'Wholesale')).toBeNull();
    expect(wordChanges('one two three four five six', 'red green blue black white grey')).toBeNull();
    expect(wordChanges('a b c d e '.repeat(2_000), 'f g h i j '.repeat(2_000))).toBeNull();
  });

  it('loses nothing: both texts can be read from the stretches', () => {
    fc.assert(
      fc.property(TEXT, TEXT, (before, after) => {
        const parts = wordChanges(before, after);
        if (parts === null) return;
        const side = (left: 'in' | 'out') =>
          parts
            .filter(({ kind }) => kind !== left)
            .map(({ text }) => text)
            .join('');
        expect([side('in'), side('out')]).toEqual([before, after]);
      }),
    );
  });
});

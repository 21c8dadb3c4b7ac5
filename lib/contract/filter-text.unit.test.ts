import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILTER_OPERATORS } from '#domain/item/item-filter';
import { filterText } from './filter-text';
import { readFilterText } from './read-filter-text';

const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('', '!', '~a', 'a,b', 'x:y', '!!,~', '{'));
const condition = fc.record({
  field: text.filter((name) => name !== ''),
  operator: fc.constantFrom(...FILTER_OPERATORS),
  values: fc.array(text, { maxLength: 3 }),
});

describe('a filter in an address', () => {
  it('can be read by a colleague', () => {
    const filter = {
      all: [
        { field: 'decision', operator: 'is', values: ['use'] },
        { field: 'risk', operator: 'gt', values: ['5'] },
        { field: 'values.STATE', operator: 'in', values: ['CA', 'NY'] },
        { field: 'answer', operator: 'blank', values: [] },
      ],
    } as const;
    expect(filterText(filter)).toBe('decision:is:use~risk:gt:5~values.STATE:in:CA,NY~answer:blank');
    expect(readFilterText(filterText(filter))).toEqual(filter);
  });

  it('is read as it was written, whatever its values hold', () => {
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 3 }), (all) => {
        expect(readFilterText(filterText({ all }))).toEqual({ all });
      }),
    );
  });

  it('is read from links made before, and from nothing else', () => {
    const filter = { all: [{ field: 'decision', operator: 'blank', values: [] }] };
    expect(readFilterText(JSON.stringify(filter))).toEqual(filter);
    for (const other of ['', '{', 'decision', 'decision:was:use', 'a:is:b:c', '{"all":1}']) expect(readFilterText(other)).toBeNull();
  });
});

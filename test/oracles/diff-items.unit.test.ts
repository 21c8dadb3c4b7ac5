import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemData } from '#domain/item/json';
import { applyDiff, type Content, diffItems } from './diff-items';

const data: fc.Arbitrary<ItemData> = fc.dictionary(
  fc.constantFrom('code', 'risk', 'note'),
  fc.oneof(
    fc.integer({ max: 5, min: 0 }),
    fc.constant(null),
    fc.string({ maxLength: 2 }).filter((text) => !text.includes('\0')),
  ),
  {
    noNullPrototype: true,
  },
);
const content: fc.Arbitrary<Content> = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'é', '$file'), data))
  .map((pairs) => new Map(pairs));
const asObject = (one: Content): Record<string, ItemData> => Object.fromEntries(one);

describe('diffItems', () => {
  it('is what turns one content into the other', () => {
    fc.assert(
      fc.property(content, content, (base, head) => {
        expect(asObject(applyDiff(base, diffItems(base, head)))).toEqual(asObject(head));
      }),
    );
  });

  it('finds nothing between equal contents', () => {
    fc.assert(
      fc.property(content, (one) => {
        expect(diffItems(one, new Map(one))).toEqual([]);
      }),
    );
  });

  it('finds nothing after going there and back', () => {
    fc.assert(
      fc.property(content, content, (a, b) => {
        const there = applyDiff(a, diffItems(a, b));
        const back = applyDiff(there, diffItems(there, a));
        expect(diffItems(a, back)).toEqual([]);
      }),
    );
  });

  it('names each key once, in byte order', () => {
    const changes = diffItems(
      new Map([
        ['é', { n: 1 }],
        ['b', { n: 1 }],
      ]),
      new Map([
        ['b', { n: 2 }],
        ['a', { n: 1 }],
        ['\ud83d\ude00', { n: 1 }],
        ['\uffee', { n: 1 }],
      ]),
    );
    expect(changes.map((change) => `${change.op} ${change.key}`)).toEqual(['put a', 'put b', 'remove é', 'put \uffee', 'put \ud83d\ude00']);
  });
});

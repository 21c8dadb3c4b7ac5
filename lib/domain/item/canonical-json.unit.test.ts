import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../refusals';
import { canonicalJson, itemHash, spelledOut } from './canonical-json';
import type { ItemData, Json } from './json';

const storable = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    storable,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(storable, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value;

describe('canonicalJson', () => {
  it('writes what an independent RFC 8785 implementation writes', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
    );
  });

  it('writes the same at once as part by part, whatever the names and their order', () => {
    const awkward = fc.constantFrom(
      '1',
      '10',
      '9',
      '-1',
      '01',
      '__proto__',
      'constructor',
      'toJSON',
      'FIELD_10',
      'FIELD_9',
      'é',
      '\u007f',
      '\u000f',
      '"',
      '\\u',
      '😀',
      '\uffee',
      '',
    );
    const leaf = fc.oneof(awkward, fc.constantFrom(-0, 1e21, null, true), fc.array(awkward, { maxLength: 2 }));
    const member = fc.oneof(leaf, fc.dictionary(awkward, leaf, { maxKeys: 4, noNullPrototype: true }));
    fc.assert(
      fc.property(fc.array(fc.dictionary(awkward, member, { maxKeys: 8, noNullPrototype: true }), { maxLength: 12 }), (items) => {
        for (const item of items) {
          expect(canonicalJson(item)).toBe(spelledOut(item));
          expect(canonicalJson(item)).toBe(canonicalize(item));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('says the same whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(storable, json, { noNullPrototype: true }), (data) => {
        const turned = Object.fromEntries(Object.entries(data).reverse());
        expect(itemHash(turned)).toBe(itemHash(data));
      }),
    );
  });

  it('is what JSON reads back', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(JSON.parse(canonicalJson(value)) as Json)).toBe(canonicalJson(value));
      }),
    );
  });

  it.each([
    ['U+0000 in a value', { a: 'x\0y' }],
    ['U+0000 in a name', { 'x\0y': 1 }],
    ['a high surrogate alone', { a: '\ud83d' }],
    ['a low surrogate alone', { a: ['\udc00x'] }],
    ['infinity', { a: Number.POSITIVE_INFINITY }],
    ['not a number', { a: Number.NaN }],
  ] satisfies [string, ItemData][])('refuses %s', (_, data) => {
    expect(() => canonicalJson(data)).toThrow(Refusal);
  });

  it('hashes a known example (RFC 8785, section 3.2.2)', () => {
    const data = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(data)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { Refusal } from '../refusals';
import { canonicalOfStored } from './stored-json';

// What PostgreSQL really writes is compared in test/vectors/record.data.test.ts.
describe('the canonical text of stored text', () => {
  it.each([
    ['{"B": "2", "AA": "1"}', '{"AA":"1","B":"2"}'],
    ['{"n": 12, "ok": true, "none": null}', '{"n":12,"none":null,"ok":true}'],
    ['{"n": 1.50}', '{"n":1.5}'],
    ['{"n": 100000000000000000000000}', '{"n":1e+23}'],
    ['{"a": ", \\"b\\": "}', '{"a":", \\"b\\": "}'],
    ['{"a": "}", "b": "{"}', '{"a":"}","b":"{"}'],
    ['{"9": "a", "10": "b"}', '{"10":"b","9":"a"}'],
    ['{"a": ["x", {"d": 1, "c": 2}]}', '{"a":["x",{"c":2,"d":1}]}'],
    ['{"\u{10000}": "1", "\uffff": "2"}', '{"\u{10000}":"1","\uffff":"2"}'],
    ['{}', '{}'],
    ['[3, 1.0]', '[3,1]'],
  ])('of %s is %s, the first time and again', (stored, canonical) => {
    expect(canonicalOfStored(stored)).toBe(canonical);
    expect(canonicalOfStored(stored)).toBe(canonical);
  });

  it('is refused where a number is greater than JavaScript holds', () => {
    expect(() => canonicalOfStored(`{"n": 1${'0'.repeat(400)}}`)).toThrow(Refusal);
  });

  it('does not take an object for another that begins or ends as it does', () => {
    const texts = ['{"a": "1"}', '{"a": "1", "b": "2"}', '{"b": "2", "a": "1"}', '{"a": "1", "c": "2"}'];
    const canonical = ['{"a":"1"}', '{"a":"1","b":"2"}', '{"a":"1","b":"2"}', '{"a":"1","c":"2"}'];
    for (const round of [1, 2]) expect(texts.map(canonicalOfStored), `round ${round}`).toEqual(canonical);
  });
});

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyTextsJson, nextRanks, rankHash } from './hash-rank';
import { keysHash, PopulationHash, rowHash } from './population-hash';

function sha256(text: string): string {
  return createHash('sha256').update(Buffer.from(text, 'utf8')).digest('hex');
}

describe('rankHash', () => {
  it('is SHA-256 of seed, newline and the JSON array of key texts (golden vectors)', () => {
    expect(rankHash('seed', ['1'])).toBe('3cf69fb97258058a541a07bf27114b2b191570d249803ff994d7849b45f5d6bd');
    expect(rankHash('countersign-2020', ['GHTA3VL3YM6OGQQ98USUVX'])).toBe(
      '74e7b314849dd9db197e3ffed843439594edef0cbbab738227c89f692211cd02',
    );
    expect(rankHash('Größe', ['é', '日本'])).toBe('31a82a7a9fc3e0b9e6e074c0660295fb7db755d155a9a54c05d8ce84a19898d8');
    expect(rankHash('Größe', ['a"b\\c', '日本', '\u0001\n'])).toBe(sha256('Größe\n["a\\"b\\\\c","日本","\\u0001\\n"]'));
  });

  it('escapes as RFC 8785: short forms, lower-case hex, nothing else', () => {
    expect(keyTextsJson(['\b\t\n\f\r"\\/\u001f\u007fé\u2028'])).toBe('["\\b\\t\\n\\f\\r\\"\\\\/\\u001f\u007fé\u2028"]');
  });
});

describe('nextRanks', () => {
  it('gives each excluded record the next rank nobody has', () => {
    expect(nextRanks(['a', 'b', 'c', 'd', 'e'], new Set(['a', 'b']), ['b'])).toEqual([{ excluded: 'b', by: 'c' }]);
    expect(nextRanks(['a', 'b', 'c', 'd', 'e'], new Set(['a', 'b', 'c']), ['a', 'c'])).toEqual([
      { excluded: 'a', by: 'd' },
      { excluded: 'c', by: 'e' },
    ]);
    expect(nextRanks(['a', 'b', 'c'], new Set(['a', 'b']), ['a', 'b'])).toEqual([{ excluded: 'a', by: 'c' }]);
  });

  it('never gives out a drawn or an excluded record, or one twice', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 30 }), fc.nat(), fc.nat(), (ranked, a, b) => {
        const drawn = ranked.slice(0, 1 + (a % ranked.length));
        const excluded = drawn.slice(0, b % (drawn.length + 1));
        const given = nextRanks(ranked, new Set(drawn), excluded).map((pair) => pair.by);
        expect(new Set(given).size).toBe(given.length);
        expect(given.some((key) => drawn.includes(key))).toBe(false);
        expect(given).toEqual(ranked.slice(drawn.length, drawn.length + given.length));
      }),
    );
  });
});

describe('rowHash and PopulationHash', () => {
  it('tells absent from empty, and one field from two', () => {
    expect(rowHash(['a', null, ''])).toBe(sha256('1:a-0:'));
    fc.assert(
      fc.property(fc.array(fc.option(fc.string())), fc.array(fc.option(fc.string())), (a, b) => {
        expect(rowHash(a) === rowHash(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  it('covers every key and row, length-prefixed in bytes', () => {
    const population = new PopulationHash();
    const row = rowHash(['x']);
    population.add('é', row);
    expect(population.hex()).toBe(sha256(`2:é64:${row}`));
    population.add('z', row);
    expect(population.hex()).toBe(sha256(`2:é64:${row}1:z64:${row}`));
    expect(population.records).toBe(2);
    expect(keysHash(['ab', 'c'])).not.toBe(keysHash(['a', 'bc']));
  });
});

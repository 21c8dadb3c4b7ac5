import { describe, expect, it } from 'vitest';
import { bitsOf, der, instantOf, Members, magnitudeOf, oidOf, readAll, readOne, smallNumberOf, TAG } from './der';

const bytes = (...octets: number[]): Uint8Array => Uint8Array.from(octets);
const text = (tag: number, content: string): Uint8Array => der(tag, new TextEncoder().encode(content));

describe('an element of DER', () => {
  it('is read as it was written, with lengths in their shortest form alone', () => {
    for (const length of [0, 1, 127, 128, 255, 256, 70_000]) {
      const written = der(TAG.octetString, new Uint8Array(length));
      expect(readOne(written)).toMatchObject({ tag: TAG.octetString, whole: written });
      expect(readOne(written).body.length).toBe(length);
    }
    for (const wrong of [
      bytes(4, 0x81, 1, 0),
      bytes(4, 0x82, 0, 0x80, ...new Uint8Array(128)),
      bytes(4, 0x80, 0, 0),
      bytes(4, 0x85, 0, 0, 0, 0, 0),
      bytes(4, 2, 0),
      bytes(4),
      bytes(0x1f, 1, 0),
    ])
      expect(() => readAll(wrong)).toThrow(/^it (is cut off|has a length|has a tag)/);
    expect(() => readOne(bytes(5, 0, 5, 0))).toThrow('it is not one element of DER.');
    expect(() => readOne(bytes())).toThrow('it is not one element of DER.');
  });

  it('gives its members in their order, and says where one is missing or too many', () => {
    const members = new Members(readOne(der(TAG.sequence, bytes(5, 0), bytes(2, 1, 7))), 'a pair');
    expect(members.maybe(TAG.integer)).toBeNull();
    members.take(TAG.null);
    expect(() => members.end()).toThrow('a pair has a member more.');
    expect(smallNumberOf(members.take(TAG.integer))).toBe(7);
    expect(() => members.take(TAG.integer)).toThrow('a pair lacks a member, or has another.');
    expect(() => new Members(readOne(bytes(5, 0)), 'a pair')).toThrow('a pair is of another kind.');
  });
});

describe('values of DER', () => {
  it('are object identifiers in their dotted form', () => {
    expect(oidOf(readOne(bytes(6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 0x0b)))).toBe('1.2.840.113549.1.1.11');
    expect(oidOf(readOne(bytes(6, 3, 0x55, 0x1d, 0x13)))).toBe('2.5.29.19');
    for (const wrong of [bytes(6, 0), bytes(6, 1, 0x80), bytes(5, 0)]) expect(() => oidOf(readOne(wrong))).toThrow(/is none/);
  });

  it('are numbers that are not negative, and not padded', () => {
    expect([...magnitudeOf(readOne(bytes(2, 2, 0, 0x80)))]).toEqual([0x80]);
    for (const wrong of [bytes(2, 2, 0, 0x7f), bytes(2, 1, 0x80), bytes(2, 0)]) expect(() => magnitudeOf(readOne(wrong))).toThrow();
    for (const wrong of [bytes(2, 1, 0x80), bytes(2, 2, 1, 0)]) expect(() => smallNumberOf(readOne(wrong))).toThrow('out of range');
    expect(() => bitsOf(readOne(bytes(3, 2, 1, 0)))).toThrow('does not end with a whole octet');
  });

  it('are instants of both kinds of time, cut off to milliseconds', () => {
    const read = (tag: number, content: string): string => new Date(instantOf(readOne(text(tag, content)))).toISOString();
    expect(read(TAG.utcTime, '491231235959Z')).toBe('2049-12-31T23:59:59.000Z');
    expect(read(TAG.utcTime, '500101000000Z')).toBe('1950-01-01T00:00:00.000Z');
    expect(read(TAG.generalizedTime, '20261130093012.1239Z')).toBe('2026-11-30T09:30:12.123Z');
    expect(read(TAG.generalizedTime, '20240229000000Z')).toBe('2024-02-29T00:00:00.000Z');
    const wrong: [number, string][] = [
      [TAG.generalizedTime, '20261130093012.10Z'],
      [TAG.generalizedTime, '20261130093012'],
      [TAG.generalizedTime, '20261130093012+0100'],
      [TAG.generalizedTime, '20230229000000Z'],
      [TAG.generalizedTime, '20261130240000Z'],
      [TAG.generalizedTime, '00001130093012Z'],
      [TAG.utcTime, '261130093012.5Z'],
      [TAG.octetString, '20261130093012Z'],
    ];
    for (const [tag, content] of wrong) expect([content, () => read(tag, content)][1]).toThrow(/^a time /);
  });
});

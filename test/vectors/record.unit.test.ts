import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { groupDigest, recordDigest } from '#data/record/record-rows';
import { canonicalJson, spelledOut, textHash } from '#domain/item/canonical-json';
import type { Json } from '#domain/item/json';
import { concluded } from '#domain/package/record/decisions-check';
import { ledTo } from '#domain/version/approval';
import { ContentHasher, contentRow, versionHash } from '#domain/version/content-hash';
import { historySegmentHash } from '#domain/version/history-segment';
import { compareBytes } from '../oracles/compare-bytes';
import * as oracle from '../oracles/version-hash';
import { contentVectors } from './content-vectors';
import { canonicalVectors, decisionVectors, historyVectors, jsonText, rowsVectors, trailVectors, versionVectors } from './vector-files';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

it('the vectors are at least 200, and no two of a file have the same name', () => {
  const files = [canonicalVectors, rowsVectors, trailVectors, versionVectors, historyVectors, decisionVectors, contentVectors().cases];
  for (const cases of files) expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  expect(canonicalVectors.length).toBeGreaterThanOrEqual(100);
  expect(files.flat().length).toBeGreaterThanOrEqual(200);
});

it.each(canonicalVectors)('the canonical text agrees, made whole and part by part: $name', (vector) => {
  const value = JSON.parse(jsonText(vector)) as Json;
  for (const canonical of [canonicalJson, spelledOut]) {
    if (vector.refused) expect(() => canonical(value)).toThrow('A ');
    else {
      if (vector.canonical !== undefined) expect(canonical(value)).toBe(vector.canonical);
      expect(textHash(canonical(value))).toBe(vector.sha256);
    }
  }
});

it.each(rowsVectors)('digests of rows and of their group agree: $name', ({ records, digests, group }) => {
  expect(records.map(recordDigest)).toEqual(digests);
  expect(groupDigest(digests)).toBe(group);
});

it.each(trailVectors)('hashes of entries agree: $name', ({ stream, entries, hashes }) => {
  let before = createHash('sha256').update(stream, 'utf8').digest('hex');
  for (const [nth, entry] of entries.entries()) {
    before = recordDigest({ ...entry, prev_hash: `\\x${before}` }) ?? '';
    expect(before).toBe(hashes[nth]);
  }
});

it.each(versionVectors)('version hashes agree: $name', ({ content, number, parent, inputs, hash }) => {
  const parentHash = parent === '' ? null : parent;
  const version = { contentHash: hex(content), number, parentHash: parentHash === null ? null : hex(parentHash), inputs: inputs.map(hex) };
  expect(versionHash(version).toString('hex')).toBe(hash);
  expect(oracle.versionHash({ contentHash: content, number, parentHash, inputs })).toBe(hash);
});

it.each(contentVectors().cases)('content hashes agree: $name', ({ items, content }) => {
  const hasher = new ContentHasher();
  for (const [key, itemHash] of items.toSorted(([one], [other]) => compareBytes(one, other))) {
    hasher.add(contentRow(key, hex(itemHash)), hex(itemHash).at(-1) ?? 0);
  }
  expect(hasher.digest().toString('hex')).toBe(content);
});

it.each(historyVectors)('hashes of stretches agree: $name', ({ stretches, hashes }) => {
  let before: Buffer | null = null;
  for (const [nth, events] of stretches.entries()) {
    before = historySegmentHash(before, events);
    expect(before.toString('hex')).toBe(hashes[nth]);
  }
});

it.each(decisionVectors)('what decisions come to agrees, as the product judges them and as packages are verified: $name', (vector) => {
  const { outcome, taken } = vector;
  const cast = vector.decisions.map(({ actor, ...decision }) => ({ actorId: actor, ...decision }));
  const policy = { ...vector.policy, roles: [...vector.policy.roles] };
  expect(concluded({ status: 'pending_approval' }, policy, cast)).toEqual({ outcome, taken });
  expect(ledTo(vector.policy, cast.slice(0, taken), outcome ?? 'waiting')).toBe(true);
  if (taken < cast.length) expect(ledTo(vector.policy, cast, outcome ?? 'waiting')).toBe(false);
});

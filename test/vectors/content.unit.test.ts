import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { ContentHasher, contentRow } from '#domain/version/content-hash';
import { compareBytes } from '../oracles/compare-bytes';
import { chunkDigests, contentHash } from '../oracles/version-hash';
import { CONTENT_VECTORS_FILE, type ContentVectors, contentVectors, contentVectorsText } from './content-vectors';

const text = await readFile(CONTENT_VECTORS_FILE, 'utf8');
const { cases } = JSON.parse(text) as ContentVectors;

it('the vectors of content are those that are made, and cover what a reader may get wrong', () => {
  expect(contentVectorsText(contentVectors())).toBe(text);
  expect(cases.length).toBeGreaterThanOrEqual(60);
  // One case is another in the opposite order.
  expect(new Set(cases.map(({ content }) => content)).size).toBe(cases.length - 1);
  expect(Buffer.byteLength(text)).toBeLessThan(300_000);
});

it.each(cases)('the oracle of hashes and what verifies agree: $name', ({ items, chunks, content }) => {
  const sorted = items.map(([key, hash]) => ({ key, hash })).sort((one, other) => compareBytes(one.key, other.key));
  expect(chunkDigests(sorted)).toEqual(chunks);
  expect(contentHash(sorted)).toBe(content);
  const hasher = new ContentHasher();
  for (const { key, hash } of sorted) {
    const bytes = Buffer.from(hash, 'hex');
    hasher.add(contentRow(key, bytes), bytes[31] ?? 0);
  }
  expect(hasher.digest().toString('hex')).toBe(content);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itemKeyFault } from '#domain/item/item-key';
import { recordKey } from '#domain/phases/planning/import/record-keys';
import { PopulationHash, rowHash } from '#domain/sampling/population-hash';
import { openStorage, type Storage } from '#storage/storage';
import { compareBytes } from '../../../test/oracles/compare-bytes';
import { rankByHash } from '../../../test/oracles/rank-by-hash';
import { rememberedFiles } from './derived-files';
import { openPopulation, type PopulationReader } from './population-reader';

let directory: string;
let storage: Storage;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'population-'));
  storage = openStorage(directory);
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

const PARSE = {
  format: 'delimited',
  compression: 'none',
  encoding: 'utf-8',
  delimiter: ',',
  quoted: true,
  header: true,
  skipLines: 0,
  controlLine: null,
} as const;

function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => (cell === '' ? '' : `"${cell.replaceAll('"', '""')}"`)).join(',')).join('\n');
}

async function withPopulation<T>(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  key: string[],
  work: (reader: PopulationReader) => Promise<T>,
): Promise<T> {
  const { sha256 } = await storage.put(Readable.from([Buffer.from(csv([header, ...rows]), 'utf8')]));
  const columns = header.map((column) => ({ column, code: column.toUpperCase(), included: true }));
  const reader = await openPopulation(
    { storage, derived: rememberedFiles(), signal: new AbortController().signal, heartbeat: () => undefined },
    { fileSha256: sha256, parse: PARSE, columns, key },
  );
  try {
    return await work(reader);
  } finally {
    await reader.close();
  }
}

/** Texts as files hold them in a key: nearly all may stand there, and some may not. */
const cell = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom('', 'a', 'b', '$x', 'a|b', 'a\\b', '"', 'é', '日本', 'x#2', '😀') },
  { weight: 40, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }).filter((text) => itemKeyFault(text) === null) },
  { weight: 1, arbitrary: fc.constantFrom('\u0001\t', 'line\nbreak', 'a\u0308') },
);

describe('openPopulation', () => {
  it('keys, ranks and hashes records exactly as lib/domain says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 25 }),
        fc.string({ maxLength: 10 }).filter((seed) => !seed.includes('\0')),
        fc.boolean(),
        async (pairs, seed, composite) => {
          const rows = pairs.map(([a, b], index) => [a, b, String(index)]);
          const key = composite ? ['a', 'b'] : ['a'];
          const seen = new Map<string, number>();
          const expected = rows.map((row, index) => {
            const parts = row.slice(0, key.length).map((text) => (text === '' ? null : text));
            const id = JSON.stringify(parts);
            seen.set(id, (seen.get(id) ?? 0) + 1);
            return { ...recordKey(parts, index + 1, seen.get(id) ?? 1), row: rowHash(row.map((text) => (text === '' ? null : text))) };
          });
          if (new Set(expected.map((record) => record.key)).size < expected.length) return;
          if (expected.some((record) => itemKeyFault(record.key) !== null)) {
            const opened = withPopulation(['a', 'b', 'n'], rows, key, async () => undefined);
            await expect(opened).rejects.toMatchObject({
              code: 'invalid_input',
              detail: expect.stringMatching(/^Line \d+: the key /),
            });
            return;
          }
          await withPopulation(['a', 'b', 'n'], rows, key, async (reader) => {
            const ranked = rankByHash(
              seed,
              expected.map((record) => ({ key: record.key, keyTexts: record.texts })),
            );
            expect(await reader.ranked(seed, { limit: rows.length })).toEqual(ranked.map((record) => record.key));
            const population = new PopulationHash();
            for (const record of [...expected].sort((x, y) => compareBytes(x.key, y.key))) population.add(record.key, record.row);
            expect(await reader.hash()).toEqual({ hash: population.hex(), count: rows.length });
          });
        },
      ),
      { numRuns: 15 },
    );
  });

  it('filters, counts, looks up and passes over', async () => {
    const rows = [
      ['1', 'TX', '10.5'],
      ['2', 'CA', '9'],
      ['3', '', '200'],
      ['4', 'tx', 'NA'],
    ];
    await withPopulation(['id', 'state', 'amount'], rows, ['id'], async (reader) => {
      const count = (operator: 'is' | 'is_not' | 'contains' | 'blank' | 'gt' | 'lte', field: string, ...values: string[]) =>
        reader.count({ all: [{ field, operator, values }] });
      expect(await count('is', 'values.STATE', 'TX')).toBe(1);
      expect(await count('is_not', 'values.STATE', 'TX')).toBe(3);
      expect(await count('contains', 'values.STATE', 'tX')).toBe(2);
      expect(await count('blank', 'values.STATE')).toBe(1);
      expect(await count('gt', 'values.AMOUNT', '9.5')).toBe(2);
      expect(await count('lte', 'values.AMOUNT', '10.5')).toBe(2);
      await expect(count('is', 'values.STATE')).rejects.toThrow('has no value');
      await expect(count('is', 'values.NOWHERE', 'x')).rejects.toThrow('no field');
      await expect(count('gt', 'values.AMOUNT', "1'; drop table x")).rejects.toThrow('compared with a number');
      expect(await count('is', 'values.STATE', "' OR true --")).toBe(0);
      expect(await reader.matching(['1', '9', '3'], null)).toEqual(new Set(['1', '3']));
      const all = await reader.ranked('s', { limit: 10 });
      expect(await reader.ranked('s', { limit: 10, excluding: [all[0] ?? ''] })).toEqual(all.slice(1));
      const records = [];
      for await (const record of reader.records(['3', '1', '7'])) records.push(record);
      expect(records).toEqual([
        { key: '3', fields: ['3', null, '200'] },
        { key: '1', fields: ['1', 'TX', '10.5'] },
      ]);
    });
  });

  it('counts repeats on from a key of the file that looks like one', async () => {
    await withPopulation(
      ['id', 'n'],
      [
        ['x', '1'],
        ['x', '2'],
        ['x#2', '3'],
        ['y', '4'],
        ['y', '5'],
      ],
      ['id'],
      async (reader) => {
        const found: [string, string | null | undefined][] = [];
        for await (const { key, fields } of reader.all()) found.push([key, fields[1]]);
        expect(found).toEqual([
          ['x', '1'],
          ['x#2', '3'],
          ['x#3', '2'],
          ['y', '4'],
          ['y#2', '5'],
        ]);
      },
    );
  });

  it('uses the record number where no key is named', async () => {
    await withPopulation(['id'], [['a'], ['a']], [], async (reader) =>
      expect((await reader.ranked('s', { limit: 5 })).sort()).toEqual(['1', '2']),
    );
  });
});

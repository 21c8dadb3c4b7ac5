import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportParams } from '#contract/inquiries';
import { openStorage, type Storage } from '#storage/storage';
import { importParams } from '../../../test/support/import-params';
import { rememberedFiles } from './derived-files';
import { importFile } from './import-file';
import { openPopulation } from './population-reader';

const DATA = process.env.COUNTERSIGN_REFERENCE_DATA ?? '../shared/data';
const FILING = join(DATA, 'hmda-2020-filing');
const PUBLIC = join(DATA, 'hmda-2017-public');

let directory: string;
let storage: Storage;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'import-'));
  storage = openStorage(directory);
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

function context() {
  return { storage, derived: rememberedFiles(), signal: new AbortController().signal, heartbeat: () => undefined };
}

async function run(dataPath: string, dictionaryPath: string | null, stated: Partial<ImportParams>) {
  const data = await storage.put(createReadStream(dataPath));
  const dictionary = dictionaryPath === null ? null : await storage.put(createReadStream(dictionaryPath));
  const params = importParams(
    { dictionarySha256: dictionary?.sha256 ?? null, dictionaryName: dictionaryPath, dataSha256: data.sha256, dataName: dataPath },
    stated,
  );
  return await importFile(context(), params);
}

const filing = (path: string) =>
  run(path, join(FILING, 'dictionary/fig_2021_table2.json'), {
    delimiter: '|',
    header: false,
    skipLines: 1,
    key: ['3'],
    control: { line: 1, field: 13 },
  });

const ABSENT = `reference data looked for in ${DATA}; skipped where absent`;
const NO_FAULTS = { structure: 0, encoding: 0, type: 0, value: 0, key: 0, control: 0 };

describe.skipIf(!existsSync(FILING))(`the 2020 filing (${ABSENT})`, { timeout: 120_000 }, () => {
  it('accepts every record, without a fault', async () => {
    const { file, faults, attributes, mapping } = await filing(join(FILING, 'lar.txt'));
    expect(file).toMatchObject({
      read: 1000,
      accepted: 1000,
      quarantined: 0,
      control: 1000,
      controlFrom: 'line 1, field 13',
      recordNumberKey: false,
      key: ['3'],
    });
    expect(faults).toEqual({ total: 0, byKind: NO_FAULTS, first: [] });
    expect(mapping).toMatchObject({ byPosition: 110, unmatchedEntries: [], unmatchedColumns: [] });
    const by = new Map(attributes.map((attribute) => [attribute.position, attribute]));
    expect(attributes).toHaveLength(110);
    expect(new Set(attributes.map((attribute) => attribute.code)).size).toBe(110);
    expect(by.get(3)).toMatchObject({ keyOrder: 1, type: 'text', decision: null });
    expect(by.get(4)).toMatchObject({ type: 'date', format: 'yyyymmdd', specialValues: ['NA'] });
    expect(by.get(5)).toMatchObject({
      code: 'LOAN_TYPE',
      type: 'code',
      format: 'digits',
      validValues: ['1', '2', '3', '4'],
      exhaustive: false,
    });
    expect(by.get(10)).toMatchObject({ type: 'decimal' });
    expect(by.get(12)).toMatchObject({ type: 'date', format: 'yyyymmdd' });
    expect(by.get(17)).toMatchObject({ code: 'COUNTY', type: 'code', specialValues: ['NA'] });
    for (const position of [55, 56, 62, 63]) expect(by.get(position)).toMatchObject({ type: 'integer', validValues: [] });
    expect(by.get(62)?.specialValues).toEqual(['7777', '8888', '1111']);
    expect(by.get(110)).toMatchObject({ type: 'code', validValues: ['1', '2'], specialValues: ['1111'] });
  });

  it('gives the same population hash again', async () => {
    const [first, second] = [await filing(join(FILING, 'lar.txt')), await filing(join(FILING, 'lar.txt'))];
    expect(second.file.populationHash).toBe(first.file.populationHash);
  });

  const broken: Record<string, { read: number; accepted: number; faults: object[] }> = {
    '2018_pipe_file_10_rows_bank0.txt': { read: 10, accepted: 9, faults: [{ kind: 'structure', line: 2, field: null }] },
    '2018_trigger_Q600.txt': {
      read: 10,
      accepted: 10,
      faults: [{ kind: 'key', line: 11, field: 3, message: 'The key repeats that of line 4.' }],
    },
    '2018_trigger_s304_s305.txt': {
      read: 9,
      accepted: 9,
      faults: [
        { kind: 'control', line: 1, field: 13, value: '10' },
        { kind: 'key', line: 10, field: 3, message: 'The key repeats that of line 2.' },
      ],
    },
    '2018_parser_file_10_rows_bank0.txt': {
      read: 10,
      accepted: 10,
      faults: [
        { kind: 'type', line: 2, field: 1, value: 'A' },
        { kind: 'type', line: 8, field: 1, value: 'A' },
      ],
    },
    '2018_bad_file_3_rows_bank0.txt': { read: 2, accepted: 2, faults: [{ kind: 'type', line: 2, field: 5, value: 'na' }] },
  };
  for (const [name, expected] of Object.entries(broken))
    it(`finds exactly what is broken in ${name}`, async () => {
      const { file, faults } = await filing(join(FILING, 'error-files', name));
      expect(file).toMatchObject({ read: expected.read, accepted: expected.accepted, quarantined: expected.read - expected.accepted });
      expect(faults.first).toHaveLength(expected.faults.length);
      expect(faults.first).toMatchObject(expected.faults);
      expect(faults.total).toBe(expected.faults.length);
    });
});

describe.skipIf(!existsSync(PUBLIC))(`the public loan records (${ABSENT})`, { timeout: 120_000 }, () => {
  it('reads 80,000 packed records, matches all but two entries, and keeps the zeros of codes', async () => {
    const { file, faults, attributes, mapping } = await run(
      join(PUBLIC, 'lar-80000.csv.gz'),
      join(PUBLIC, 'dictionary/lar_2014_2016.csv'),
      { key: ['@row'] },
    );
    expect(file).toMatchObject({ read: 80_000, accepted: 80_000, quarantined: 0, control: null, recordNumberKey: true, key: [] });
    expect(file.parse).toMatchObject({ compression: 'gzip', delimiter: ',', header: true });
    expect(mapping.unmatchedColumns).toEqual([]);
    expect(mapping.unmatchedEntries).toEqual(['38 Sequence Number', '45 Application Date Indicator']);
    const by = new Map(attributes.map((attribute) => [attribute.column, attribute]));
    expect(by.get('owner_occupancy')?.name).toBe('Occupancy');
    expect(by.get('minority_population')?.name).toBe('Minority Population Percent');
    expect(by.get('number_of_1_to_4_family_units')?.name).toBe('Number of 1-to-4 Family Units');
    expect(by.get('county_code')).toMatchObject({ type: 'code', format: 'digits' });
    expect(by.get('state_code')).toMatchObject({ type: 'code' });
    expect(by.get('property_type')).toMatchObject({ type: 'code' });
    expect(faults.byKind).toMatchObject({ structure: 0, encoding: 0, key: 0, control: 0 });
    const reader = await openPopulation(context(), {
      fileSha256: file.sha256,
      parse: file.parse,
      columns: file.columns.map((column) => ({ column, code: column, included: true })),
      key: [],
    });
    try {
      expect(await reader.count({ all: [{ field: 'values.county_code', operator: 'is', values: ['031'] }] })).toBeGreaterThan(0);
      expect(await reader.count({ all: [{ field: 'values.county_code', operator: 'is', values: ['31'] }] })).toBe(0);
      expect(await reader.count({ all: [{ field: 'values.loan_amount_000s', operator: 'blank', values: [] }] })).toBe(5);
    } finally {
      await reader.close();
    }
  });

  it('finds that no column of one filer is a key', async () => {
    const { file } = await run(join(PUBLIC, 'lar-1402.csv'), join(PUBLIC, 'dictionary/2017_File_Spec_LAR.csv'), {});
    expect(file).toMatchObject({ read: 1402, accepted: 1402, recordNumberKey: true, keyNote: 'no natural key' });
  });
});

import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { existsSync } from 'node:fs';
import type { ImportParams } from '#contract/inquiries';
import { openStorage, type Storage } from '#storage/storage';
import { rememberedFiles } from './derived-files';
import { importFile } from './import-file';

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

async function run(dataPath: string, dictionaryPath: string | null, stated: Partial<ImportParams>) {
  const data = await storage.put(createReadStream(dataPath));
  const dictionary = dictionaryPath === null ? null : await storage.put(createReadStream(dictionaryPath));
  const params: ImportParams = {
    dictionarySha256: dictionary?.sha256 ?? null, dictionaryName: dictionaryPath, dataSha256: data.sha256, dataName: dataPath, delimiter: null, quoted: null, header: true,
    skipLines: 0, key: null, map: {}, types: {}, control: null, controlReason: '', sourceSystem: '', extractedBy: '', extractedAt: '', asOfDate: '', ...stated,
  };
  return await importFile({ storage, derived: rememberedFiles(), signal: new AbortController().signal, heartbeat: () => undefined }, params);
}

const filing = (path: string) => run(path, join(FILING, 'dictionary/fig_2021_table2.json'), { delimiter: '|', header: false, skipLines: 1, key: ['3'], control: { line: 1, field: 13 } });

describe.skipIf(!existsSync(FILING))(`reference filing (looked for in ${DATA}; skipped where absent)`, () => {
  it('accepts every record of the filing, without a fault', async () => {
    const { file, faults, attributes, mapping } = await filing(join(FILING, 'lar.txt'));
    expect(file).toMatchObject({ read: 1000, accepted: 1000, quarantined: 0, control: 1000, controlFrom: 'line 1, field 13', recordNumberKey: false });
    expect(faults).toEqual({ total: 0, byKind: { structure: 0, encoding: 0, type: 0, value: 0, key: 0, control: 0 }, first: [] });
    expect(attributes).toHaveLength(110);
    expect(mapping).toMatchObject({ byPosition: 110, unmatchedEntries: [], unmatchedColumns: [] });
    console.log(attributes.map((a) => `${a.position} ${a.code} ${a.type} ${a.format} [${a.validValues.join(' ')}] {${a.specialValues.join(' ')}} ${a.keyOrder ?? ''}`).join('\n'));
  });
  for (const name of ['2018_pipe_file_10_rows_bank0.txt', '2018_trigger_Q600.txt', '2018_trigger_s304_s305.txt', '2018_parser_file_10_rows_bank0.txt', '2018_bad_file_3_rows_bank0.txt'])
  it(name, async () => {
    const { file, faults } = await filing(join(FILING, 'error-files', name));
    console.log(name, file.read, file.accepted, file.control, JSON.stringify(faults));
  });
});
describe('public', () => {
  it('80k', async () => {
    const t = Date.now();
    const { file, faults, attributes, mapping } = await run(join(PUBLIC, 'lar-80000.csv.gz'), join(PUBLIC, 'dictionary/lar_2014_2016.csv'), { key: ['@row'] });
    console.log(Date.now() - t, JSON.stringify(file), JSON.stringify(mapping), faults.total, JSON.stringify(faults.byKind), JSON.stringify(faults.first.slice(0, 5)));
    console.log(attributes.map((a) => `${a.position} ${a.code} ${a.column} ${a.type} ${a.format} [${a.validValues.join(' ')}] {${a.specialValues.join(' ')}} ${a.keyOrder ?? ''}`).join('\n'));
  });
});

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportParams } from '#contract/inquiries';
import { openStorage, type Storage } from '#storage/storage';
import { importParams } from '../../../test/support/import-params';
import type { Progress } from './analysis-context';
import { rememberedFiles } from './derived-files';
import { openDuck } from './duckdb';
import { importFile } from './import-file';
import { previewImport } from './preview-import';

let directory: string;
let storage: Storage;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'import-'));
  storage = openStorage(directory);
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

function context(signal = new AbortController().signal, heartbeat: (progress: Progress) => unknown = () => undefined) {
  return { storage, derived: rememberedFiles(), signal, heartbeat: (progress: Progress) => void heartbeat(progress) };
}

async function paramsFor(
  bytes: string | Buffer,
  stated: Partial<ImportParams> = {},
  dictionary: string | null = null,
): Promise<ImportParams> {
  const data = await storage.put(Readable.from([Buffer.from(bytes)]));
  const kept = dictionary === null ? null : await storage.put(Readable.from([Buffer.from(dictionary)]));
  return importParams(
    {
      dictionarySha256: kept?.sha256 ?? null,
      dictionaryName: kept === null ? null : 'dictionary.csv',
      dataSha256: data.sha256,
      dataName: 'data.csv',
    },
    stated,
  );
}

async function run(bytes: string | Buffer, stated: Partial<ImportParams> = {}, dictionary: string | null = null) {
  return await importFile(context(), await paramsFor(bytes, stated, dictionary));
}

describe('importFile', () => {
  it.each([
    ['a tab', 'id,name\n1,a\n"2\t3",b\n', 'Line 3: the key 2U+00093 holds a character that cannot be seen (U+0009).'],
    ['no width', 'id,name\n1\u200b,a\n2,b\n', 'Line 2: the key 1U+200B holds a character that cannot be seen (U+200B).'],
    ['turned writing', 'id,name\n1,a\n\u202e2,b\n', 'Line 3: the key U+202E2 holds a character that cannot be seen (U+202E).'],
    [
      'an accent apart',
      'id,name\n1,a\nA\u0308,b\n',
      'Line 3: the key A\u0308 is not in normal form NFC: an accent stands beside its letter.',
    ],
    ['401 bytes', `id,name\n1,a\n${'x'.repeat(401)},b\n`, `Line 3: the key ${'x'.repeat(60)}… has 401 bytes, more than 400.`],
  ])('refuses a register whose key has %s, and names the line', async (_what, bytes, sentence) => {
    await expect(run(bytes, { key: ['id'] })).rejects.toMatchObject({ code: 'invalid_input', detail: sentence });
  });

  it('quarantines ragged, blank and undecodable records by physical line, and keeps the rest', async () => {
    const bytes = Buffer.concat([
      Buffer.from('id,name\r\n1,a\r\n2,b,c\n\n3,c\r\n4\n5,'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('\n6,nul\0\n7,ok\n\n\n'),
    ]);
    const { file, faults } = await run(bytes);
    expect(file).toMatchObject({ read: 8, accepted: 3, quarantined: 5, columns: ['id', 'name'] });
    expect(faults.first.map(({ kind, line, message }) => [kind, line, message])).toEqual([
      ['structure', 3, 'The record has 3 fields, the header has 2.'],
      ['structure', 4, 'The line is blank.'],
      ['structure', 6, 'The record has 1 field, the header has 2.'],
      ['encoding', 7, 'The record holds bytes that are no UTF-8 text.'],
      ['encoding', 8, 'The record holds the character U+0000.'],
    ]);
  });

  it('reads quoted fields with delimiters, quotation marks and line ends in them, counting physical lines', async () => {
    const { file, faults } = await run('id,text,n\n1,"a, ""b""\nsecond line",5\n2,plain 5" pipe,x\n3,"open" after,1\n', {
      key: ['id'],
      types: { N: 'integer' },
    });
    expect(file).toMatchObject({ read: 3, accepted: 2, quarantined: 1 });
    expect(faults.first).toMatchObject([
      { kind: 'type', line: 4, field: 3, value: 'x' },
      { kind: 'structure', line: 5, message: 'Text follows the closing quotation mark of field 2.' },
    ]);
  });

  it('lists blank and repeated keys and keeps them in the population', async () => {
    const { file, faults } = await run('id,n\nA,1\n,2\nA,3\n,4\n', { key: ['id'] });
    expect(file).toMatchObject({ read: 4, accepted: 4 });
    expect(faults.byKind.key).toBe(3);
    expect(faults.first.map(({ line, message }) => [line, message])).toEqual([
      [3, 'The key is blank.'],
      [4, 'The key repeats that of line 2.'],
      [5, 'The key is blank.'],
    ]);
  });

  it('holds values against a list only where the dictionary calls it exhaustive', async () => {
    const data = 'kind,grade\n1,1\n9,9\n';
    const { faults } = await run(data, {}, 'Name,Type,Valid values,Exhaustive\nkind,Code,1;2,yes\ngrade,Code,1;2,\n');
    expect(faults.first).toMatchObject([{ kind: 'value', line: 3, field: 1, value: '9' }]);
    expect(faults.total).toBe(1);
  });

  it('lists the first 1,000 faults and counts all', async () => {
    const { faults } = await run(`id,n\nfirst,1\n${Array.from({ length: 2_500 }, (_, index) => `${index},x`).join('\n')}`, {
      types: { N: 'integer' },
    });
    expect(faults.total).toBe(2_500);
    expect(faults.first).toHaveLength(1_000);
    expect(faults.first.at(-1)).toMatchObject({ line: 1_002, field: 2 });
  });

  it('calls it a misreading, once, where no value at all is of the type or in the list', async () => {
    const records = Array.from({ length: 20 }, (_, index) => `${index},x,9`).join('\n');
    const dictionary = 'Name,Type,Valid values,Exhaustive\nid,Text,,\nn,Integer,,\nkind,Code,A;B,yes\n';
    const { faults } = await run(`id,n,kind\n${records}\n`, {}, dictionary);
    expect(faults.byKind).toMatchObject({ type: 1, value: 1 });
    expect(faults.first).toMatchObject([
      { kind: 'type', line: 0, field: 2, message: expect.stringContaining('None of its 20 values is a whole number') },
      { kind: 'value', line: 0, field: 3, message: expect.stringContaining('None of its 20 values is among the valid values (A, B)') },
    ]);
  });

  it('sets a line aside that is longer than any record, without holding it, whether quoted or not', async () => {
    const long = 'x'.repeat(17_000_000);
    for (const line of [`2,${long}`, `2,"${long}"`]) {
      const { file, faults } = await run(`id,text\n1,a\n${line}\n3,c\n`, { key: ['id'] });
      expect(file).toMatchObject({ read: 3, accepted: 2, quarantined: 1 });
      expect(faults.first).toMatchObject([{ kind: 'structure', line: 3, message: 'The record is longer than 16 MB.' }]);
    }
    await expect(run(gzipSync(`id,text\n${'x'.repeat(40_000_000)}`))).rejects.toThrow('longer than 16 MB');
  });

  it('says what was found where nothing can be read', async () => {
    await expect(run('a,b\n1,2,3\n4,5,6\n')).rejects.toThrow(
      'They have 3 fields, the header has 2. Fields were separated at comma, text was read as utf-8',
    );
    await expect(run(Buffer.from('\u0089PNG\r\n\u001a\n0000', 'latin1'))).rejects.toThrow('It is a PNG picture, not a table.');
    await expect(run(Buffer.from('PAR1 and no more'))).rejects.toThrow('begins like a Parquet file');
  });

  it('reads UTF-16, Windows-1252, gzip, lone carriage returns and a byte-order mark', async () => {
    const text = 'id,name\n1,Größe\n2,Café\n3,Zürich\n';
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    const hashes = [];
    for (const bytes of [
      Buffer.from(text),
      utf16,
      Buffer.from(text, 'latin1'),
      gzipSync(text),
      Buffer.from(text.replaceAll('\n', '\r')),
      Buffer.from(`\ufeff${text}`),
    ]) {
      const { file } = await run(bytes);
      expect(file).toMatchObject({ read: 3, accepted: 3, columns: ['id', 'name'] });
      hashes.push(file.populationHash);
    }
    expect(new Set(hashes).size).toBe(1);
  });

  it('takes any delimiter, found or stated', async () => {
    const hashes = [];
    for (const delimiter of [',', ';', '\t', '|', '^', '~', '\u0001', '\u001f', '¦', ' ']) {
      const { file } = await run(
        ['id,n', '1,a', '2,b', '3,'].join('\n').replaceAll(',', delimiter),
        '¦ '.includes(delimiter) ? { delimiter } : {},
      );
      expect(file).toMatchObject({ read: 3, accepted: 3, columns: ['id', 'n'] });
      hashes.push(file.populationHash);
    }
    expect(new Set(hashes).size).toBe(1);
  });

  it('reads Parquet', async () => {
    const path = join(directory, 'made.parquet');
    const duck = await openDuck(directory, new AbortController().signal);
    await duck.run(`copy (select * from (values (1, '031', 2.50), (2, '007', null)) t(id, county, amount)) to '${path}' (format parquet)`);
    duck.close();
    const { file, attributes } = await run(await readFile(path), { key: ['id'] });
    expect(file).toMatchObject({ read: 2, accepted: 2, columns: ['id', 'county', 'amount'] });
    expect(attributes.map((attribute) => attribute.type)).toEqual(['integer', 'code', 'decimal']);
  });

  it('reads the control total where it stands, and says when there is none', async () => {
    const trailer = await run('id\n1\n2\nTOTAL 2\n', { control: { line: 4, field: 1 } });
    expect(trailer.file).toMatchObject({ read: 2, control: null });
    expect(trailer.faults.first).toMatchObject([{ kind: 'control', line: 4, field: 1, value: 'TOTAL 2' }]);
    const typed = await run('id\n1\n2\n', { control: { total: 3 } });
    expect(typed.faults.byKind.control).toBe(1);
  });

  it('refuses in words what cannot be imported', async () => {
    await expect(run('')).rejects.toMatchObject({ code: 'file_empty' });
    await expect(run('a,b\n')).rejects.toMatchObject({ code: 'file_empty' });
    await expect(run('a,b\n1\n2\n')).rejects.toMatchObject({ code: 'file_unreadable' });
    await expect(run('x,y\n1,2\n', {}, 'Name,Type\nAlpha,Text\n')).rejects.toMatchObject({ code: 'no_usable_mapping' });
    await expect(run('a\n1\n', { key: ['nowhere'] })).rejects.toThrow('no column “nowhere”');
    await expect(run(gzipSync('id\n1\n2\n').subarray(0, 20))).rejects.toMatchObject({ code: 'file_unreadable' });
    await expect(run('a\n1\n', {}, 'nothing to see\n')).rejects.toThrow('no header');
    await expect(importFile(context(), { ...(await paramsFor('a\n1\n')), dataSha256: '0'.repeat(64) })).rejects.toThrow('upload it again');
  });

  it('stops in each step in which it is cancelled, and leaves no temporary file', async () => {
    const room = await mkdtemp(join(directory, 'room-'));
    const outside = process.env.TMPDIR;
    process.env.TMPDIR = room;
    try {
      const params = await paramsFor(`id\n${Array.from({ length: 20_000 }, (_, index) => index).join('\n')}`);
      const steps = new Set<string>();
      await importFile(
        context(undefined, ({ step }) => steps.add(step)),
        params,
      );
      expect(await readdir(room)).toEqual([]);
      expect(steps.size).toBeGreaterThanOrEqual(4);
      for (const [nth, cancelledIn] of [...steps].entries()) {
        const controller = new AbortController();
        const begun = new Set<string>();
        const cancelled = importFile(
          context(controller.signal, ({ step }) => {
            begun.add(step);
            if (step === cancelledIn) controller.abort(new Error('cancelled'));
          }),
          params,
        );
        await expect(cancelled, cancelledIn).rejects.toThrow('cancelled');
        // A piece of the file is gone through to its end, so that the step behind may have begun.
        expect(begun.size).toBeLessThanOrEqual(nth + 2);
        expect(await readdir(room)).toEqual([]);
      }
    } finally {
      if (outside === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = outside;
    }
  });
});

describe('previewImport', () => {
  it('shows columns with entries, types, key, control total and first records', async () => {
    const params = await paramsFor(
      '2\nid;amount;x\n1;10.5;031\n2;7;007\n',
      { skipLines: 1, control: { line: 1, field: 1 } },
      'Number,Name,Type\n1,ID,Text\n2,Amount,Decimal\n7,Missing,Text\n',
    );
    const preview = await previewImport(context(), params);
    expect(preview).toMatchObject({
      delimiter: ';',
      proposedKey: ['id'],
      keyNote: null,
      controlTotal: 2,
      unmatchedEntries: ['7 Missing'],
      firstRows: [
        ['1', '10.5', '031'],
        ['2', '7', '007'],
      ],
    });
    expect(preview.columns.map(({ column, type, matchedBy }) => [column, type, matchedBy])).toEqual([
      ['id', 'text', 'name'],
      ['amount', 'decimal', 'name'],
      ['x', 'code', 'none'],
    ]);
  });
});

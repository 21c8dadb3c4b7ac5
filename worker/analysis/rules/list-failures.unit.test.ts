import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Population } from '#domain/phases/planning/population';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import { openStorage, type Storage } from '#storage/storage';
import { inWorkshop } from '../files/analysis-context';
import { rememberedFiles } from '../files/derived-files';
import { populationFiles } from '../files/recipes';
import { type FailureSource, failuresCsv, listFailures, type ShowKeys } from './list-failures';

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
const ATTRIBUTES = [
  { code: 'ID', type: 'text' },
  { code: 'NAME', type: 'text' },
  { code: 'AMOUNT', type: 'decimal' },
].map((attribute) => ({ format: '', validValues: [], specialValues: [], ...attribute })) as unknown as ProfiledAttribute[];
const DATA = 'id,name,amount\n1,=1+1,5\n2,Ann,-3\n3,=cmd(),-4\n4,,NA\n5,Ann,7\n';

let directory: string;
let storage: Storage;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'failures-'));
  storage = openStorage(directory);
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function failing<T>(expression: string, work: (source: FailureSource) => Promise<T>): Promise<T> {
  const { sha256 } = await storage.put(Readable.from([Buffer.from(DATA)]));
  return await inWorkshop(
    { storage, derived: rememberedFiles(), signal: new AbortController().signal, heartbeat: () => undefined },
    async (workshop) => {
      const files = await populationFiles(workshop, sha256, PARSE, [0]);
      const population = {
        columns: ATTRIBUTES.map(({ code }) => ({ column: code.toLowerCase(), code, included: true })),
        key: ['id'],
        hash: 'h',
      } as unknown as Population;
      return await work({ workshop, files, population, attributes: ATTRIBUTES, expression });
    },
  );
}

/** Pseudonyms that a reader of the test knows again. */
const pseudonyms: ShowKeys = () => Promise.resolve((key) => `record-${key}`);
const asTheyAre: ShowKeys = () => Promise.resolve((key) => key);

async function csvOf(source: FailureSource, masked: ReadonlySet<string>, showKeys: ShowKeys): Promise<string> {
  let text = '';
  for await (const piece of failuresCsv(source, masked, showKeys)) text += piece.toString('utf8');
  return text;
}

describe('failing records', () => {
  it('are listed in the order of the file, a page at a time, with the values the rule looks at', async () => {
    const pages = await failing('AMOUNT > 0', async (source) => {
      const first = await listFailures(source, new Set(), asTheyAre, null, 2);
      return [first, await listFailures(source, new Set(), asTheyAre, first.next, 2)];
    });
    expect(pages).toEqual([
      {
        attributes: ['AMOUNT'],
        failed: 3,
        rows: [
          { key: '2', line: 3, values: { AMOUNT: '-3' }, masked: [] },
          { key: '3', line: 4, values: { AMOUNT: '-4' }, masked: [] },
        ],
        next: '3',
      },
      { attributes: ['AMOUNT'], failed: 3, rows: [{ key: '4', line: 5, values: { AMOUNT: 'NA' }, masked: [] }], next: null },
    ]);
  });

  it('are those that share a value, where uniqueness is asked for', async () => {
    const page = await failing('if AMOUNT is number then unique(NAME)', (source) => listFailures(source, new Set(), asTheyAre, null, 10));
    expect([page.failed, page.rows.map((row) => row.key)]).toEqual([2, ['2', '5']]);
  });

  it('hide values and keys from those without the right, in the page as in the file', async () => {
    const masked = new Set(['NAME', 'name', 'id']);
    const page = await failing('AMOUNT > 0 and NAME is not blank', (source) => listFailures(source, masked, pseudonyms, null, 10));
    expect(page.rows[0]).toEqual({ key: 'record-2', line: 3, values: { AMOUNT: '-3', NAME: '••••••' }, masked: ['NAME'] });
    const text = await failing('AMOUNT > 0 and NAME is not blank', (source) => csvOf(source, masked, pseudonyms));
    expect(text).toContain('record-2,3,');
    expect(text).not.toContain('Ann');
    expect(text).not.toContain('cmd');
  });

  it('are written as CSV in which no cell is a formula', async () => {
    expect(await failing('AMOUNT > 0 and NAME is not blank', (source) => csvOf(source, new Set(), asTheyAre))).toBe(
      `\uFEFFrecord,line,AMOUNT,NAME\r\n2,3,-3,Ann\r\n3,4,-4,"'=cmd()"\r\n4,5,NA,\r\n`,
    );
  });

  it('say in words why a rule lists none', async () => {
    await expect(failing('NOWHERE > 0', (source) => listFailures(source, new Set(), asTheyAre, null, 10))).rejects.toThrow(
      'There is no attribute “NOWHERE”.',
    );
  });
});

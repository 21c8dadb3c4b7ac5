import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileFault } from '#domain/evidence/file-faults';
import { madeWorkbook, sheetXml, workbookParts } from '../../test/support/evidence/made-files';
import { judgeEvidence } from './judge-evidence';
import { workbookParts as partsOf } from './workbook-parts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'countersign-workbook-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function faultOf(bytes: Uint8Array): Promise<FileFault | null> {
  const file = path.join(folder, 'book.xlsx');
  await writeFile(file, bytes);
  const workbook = await partsOf(file);
  return workbook.taken ? null : workbook.fault;
}

const ROWS = [
  ['Loan ID', 'Amount'],
  ['LN-1', '5'],
];
const SHEET = 'xl/worksheets/sheet1.xml';
const formula = (text: string) => ({ [SHEET]: sheetXml(`<row r="1"><c r="A1"><f>${text}</f><v>1</v></c></row>`) });
const withParts = (...names: string[]) => madeWorkbook(ROWS, Object.fromEntries(names.map((name) => [name, 'x'])));

/** Three parts, each below the bound. */
function withParts27(): Buffer {
  const part = ' '.repeat(9_000_000);
  return madeWorkbook(ROWS, { 'xl/media/a.bin': part, 'xl/media/b.bin': part, 'xl/media/c.bin': part });
}

/** A workbook whose entries have the general purpose bit of encryption. */
function locked(): Buffer {
  const bytes = madeWorkbook(ROWS);
  for (const [signature, flags] of [
    ['PK\u0003\u0004', 6],
    ['PK\u0001\u0002', 8],
  ] as const)
    for (let at = bytes.indexOf(signature); at >= 0; at = bytes.indexOf(signature, at + 1)) bytes.writeUInt16LE(1, at + flags);
  return bytes;
}

/** The same name twice, which no zip library writes: one part is renamed in place. */
function doubled(): Buffer {
  const bytes = madeWorkbook(ROWS, { 'xl/worksheets/sheet2.xml': 'x' });
  for (let at = bytes.indexOf('sheet2.xml'); at >= 0; at = bytes.indexOf('sheet2.xml', at)) bytes.write('sheet1.xml', at);
  return bytes;
}

/** A part that unpacks to more than the directory says. */
function understated(): Buffer {
  const bytes = madeWorkbook(ROWS, { 'xl/media/a.bin': ' '.repeat(1_000_000) });
  const at = bytes.lastIndexOf('PK\u0001\u0002', bytes.lastIndexOf('xl/media/a.bin'));
  bytes.writeUInt32LE(10, at + 24);
  return bytes;
}

/** A part whose bytes are not those that its sum is of. */
function altered(): Buffer {
  const bytes = Buffer.from(zipSync(workbookParts(ROWS), { level: 0 }));
  bytes.write('LN-2', bytes.indexOf('LN-1'));
  return bytes;
}

describe('a workbook', () => {
  it.each<[string, () => Uint8Array]>([
    ['that is plain', () => madeWorkbook(ROWS)],
    ['with formulas', () => madeWorkbook([], formula('SUM(A1:A3)*Sheet2!B1'))],
    ['with a bar in a text of a formula', () => madeWorkbook([], formula('CONCATENATE(&quot;a|b!&quot;,Sheet2!B1,"|")'))],
    ['with 200,000 cells', () => madeWorkbook([], { [SHEET]: sheetXml(`<row>${'<c><v>1</v></c>'.repeat(200_000)}</row>`) })],
  ])('is taken %s', async (_, make) => {
    expect(await faultOf(make())).toBeNull();
  });

  it.each<[FileFault, string, () => Uint8Array]>([
    ['no-workbook', 'without one in it', () => zipSync({ 'word/document.xml': strToU8('<w/>') })],
    ['workbook-macros', 'with macros', () => withParts('xl/vbaProject.bin')],
    ['workbook-macros', 'with macros of the old kind', () => withParts('xl/macrosheets/sheet1.xml')],
    ['workbook-links', 'that reads other files', () => withParts('xl/externalLinks/externalLink1.xml')],
    ['workbook-commands', 'that starts a program', () => madeWorkbook([], formula("cmd|' /C calc'!A0"))],
    ['workbook-commands', 'that starts a program further on', () => madeWorkbook([], formula('1+MSEXCEL|\'\\..\\..\\cmd.exe\'!""'))],
    ['workbook-protected', 'with encrypted parts', locked],
    ['workbook-names', 'with a way out', () => withParts('../../etc/passwd')],
    ['workbook-names', 'with an absolute name', () => withParts('/xl/a.xml')],
    ['workbook-names', 'with a name of Windows', () => withParts('xl\\a.xml')],
    ['workbook-names', 'with a drive', () => withParts('C:a.xml')],
    ['workbook-names', 'with a name twice', doubled],
    ['workbook-too-large', 'with 2,001 parts', () => withParts(...Array.from({ length: 2_001 }, (_, index) => `xl/a/${index}.xml`))],
    ['workbook-too-large', 'whose parts have 27 MB together', withParts27],
    [
      'workbook-too-many-cells',
      'with 200,001 cells',
      () => madeWorkbook([], { [SHEET]: sheetXml(`<row>${'<c><v>1</v></c>'.repeat(200_001)}</row>`) }),
    ],
    ['workbook-damaged', 'that states less than it holds', understated],
    ['workbook-damaged', 'with altered bytes', altered],
    ['workbook-damaged', 'that was cut in half', () => madeWorkbook(ROWS).subarray(0, 700)],
    ['workbook-damaged', 'that is a signature alone', () => Buffer.from('PK\u0003\u0004')],
  ])('is refused as %s %s', async (fault, _, make) => {
    expect(await faultOf(make())).toBe(fault);
  });

  it('is no fault of its own where it is not there', async () => {
    await expect(partsOf(path.join(folder, 'nowhere.xlsx'))).rejects.toThrow('ENOENT');
  });

  it('is refused in words before it is kept', async () => {
    const file = path.join(folder, 'bomb.xlsx');
    await writeFile(file, zipSync({ ...workbookParts(ROWS), 'xl/media/a.bin': strToU8(' '.repeat(30_000_000)) }));
    await expect(judgeEvidence(file, 'bomb.xlsx')).rejects.toThrow(
      'The file is larger than this installation accepts. A workbook may have 2,000 parts and 25 MB when it is unpacked: send the sheets that are asked for, or a CSV file.',
    );
  });
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExtractedText } from '#domain/evidence/extracted-text';
import type { EvidenceKind } from '#domain/evidence/file-kind';
import { matchEvidence, searchableText } from '#domain/evidence/match';
import { judgeEvidence } from '#storage/judge-evidence';
import { bombPdf, madePdf, madeWorkbook, sheetXml } from '../../../test/support/evidence/made-files';
import { ExtractionThread, extractText } from './extract-text';

let folder: string;
const thread = new ExtractionThread();
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'countersign-evidence-'));
});
afterAll(async () => {
  await thread.close();
  await rm(folder, { recursive: true, force: true });
});

async function kept(name: string, bytes: Uint8Array | string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  return file;
}

async function extracted(kind: EvidenceKind, bytes: Uint8Array | string): Promise<ExtractedText> {
  return await thread.extract(await kept(`file.${kind}`, bytes), kind);
}

async function cellsOf(kind: EvidenceKind, bytes: Uint8Array | string): Promise<string[][][]> {
  return (await extracted(kind, bytes)).parts.map(({ rows }) => rows.map(({ cells }) => cells));
}

/** A workbook of two sheets whose directory has forgotten the first, and calls the second by its name. */
function withoutFirstSheet(file: Buffer): Buffer {
  const entry = file.lastIndexOf('PK\u0001\u0002', file.lastIndexOf('sheet1.xml'));
  const length = 46 + file.readUInt16LE(entry + 28) + file.readUInt16LE(entry + 30) + file.readUInt16LE(entry + 32);
  const bytes = Buffer.concat([file.subarray(0, entry), file.subarray(entry + length)]);
  for (let at = bytes.indexOf('sheet2.xml'); at >= 0; at = bytes.indexOf('sheet2.xml', at)) bytes.write('sheet1.xml', at);
  const end = bytes.lastIndexOf('PK\u0005\u0006');
  for (const count of [8, 10]) bytes.writeUInt16LE(bytes.readUInt16LE(end + count) - 1, end + count);
  bytes.writeUInt32LE(bytes.readUInt32LE(end + 12) - length, end + 12);
  return bytes;
}

const loanKey = { code: 'LOAN_ID', name: 'Loan ID', type: 'text' as const, format: '', value: 'LN-2024-00017' };
const units = (value: string) => ({ code: 'UNITS', name: 'Total units', type: 'integer' as const, format: '', value });

describe('text of a file of evidence', { timeout: 60_000 }, () => {
  it('of a PDF has a label and its value in one row, whatever the order in which they were drawn', async () => {
    const pages = await madePdf([['Loan LN-2024-00017', ['Amount', '1,234.56'], ['Granted on', 'March 4, 2024']], [['Total units', '1']]]);
    expect(await cellsOf('pdf', pages)).toEqual([
      [['Loan LN-2024-00017'], ['Amount', '1,234.56'], ['Granted on', 'March 4, 2024']],
      [['Total units', '1']],
    ]);
  });

  it('of a loan file of 30 pages does not hold the value 1 but where it is named', async () => {
    const page = (number: number) => [`Loan LN-2024-00017, page ${number} of 30`, 'Clause 1: the borrower, 1 unit of account, 1 signature'];
    const pages = Array.from({ length: 30 }, (_, index) => page(index + 1));
    const without = searchableText(await extracted('pdf', await madePdf(pages)));
    expect(matchEvidence(without, [loanKey], units('1')).check).toMatchObject({
      keys: [{ found: 'found' }],
      value: 'weak',
      result: 'warning',
    });
    const named = searchableText(await extracted('pdf', await madePdf([...pages.slice(0, 29), [...page(30), 'Total units: 1']])));
    expect(matchEvidence(named, [loanKey], units('1'))).toMatchObject({ check: { value: 'found', result: 'pass' }, at: { page: 30 } });
  });

  it('of a scanned page is none, so that it is not searchable', async () => {
    const scanned = await extracted('pdf', await madePdf([[], []]));
    expect(scanned.parts.map(({ rows }) => rows)).toEqual([[], []]);
    expect(matchEvidence(searchableText(scanned), [loanKey], units('1')).check.result).toBe('not-searchable');
    expect(await extracted('png', 'not even read')).toEqual({ parts: [] });
  });

  it('of a workbook has its cells where they stand, and what formulas last came to', async () => {
    const formula = '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f>SUM(A1:A2)</f><v>44</v></c></row>';
    const rows = '<row r="4"><c r="C4" t="inlineStr"><is><t>LN-2024-00017</t></is></c></row>';
    const { parts } = await extracted(
      'xlsx',
      madeWorkbook([], {
        'xl/worksheets/sheet1.xml': `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${formula}${rows}</sheetData></worksheet>`,
      }),
    );
    expect(matchEvidence(searchableText({ parts }), [loanKey], { ...units('44'), name: '', code: '' })).toMatchObject({
      check: { keys: [{ found: 'found' }] },
      at: { sheet: 'Extract', cell: 'B2' },
    });
    expect(matchEvidence(searchableText({ parts }), [], loanKey).at).toEqual({ sheet: 'Extract', cell: 'C4' });
  });

  it('of a workbook is that of the parts which its directory lists, whatever else stands in the file', async () => {
    const rows = (text: string) => sheetXml(`<row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row>`);
    const hidden = madeWorkbook([], { 'xl/worksheets/sheet1.xml': rows('HIDDEN'), 'xl/worksheets/sheet2.xml': rows('LISTED') });
    expect(await cellsOf('xlsx', withoutFirstSheet(hidden))).toEqual([[['LISTED']]]);
  });

  it('of a table has its records, of a text file its lines, with what stands beside a tab in a cell of its own', async () => {
    expect(await extracted('csv', 'id;amount\n\n"LN-1";"1.234,56\nEUR"\n')).toEqual({
      parts: [
        {
          place: { kind: 'file' },
          rows: [
            { row: 1, cells: ['id', 'amount'] },
            { row: 3, cells: ['LN-1', '1.234,56\nEUR'] },
          ],
        },
      ],
    });
    expect(await cellsOf('txt', Buffer.from('Loan\t\u00fc 5\r\n\r\nend', 'latin1'))).toEqual([[['Loan', 'ü 5'], ['end']]]);
  });

  it.each<[string, string, Buffer | string, string]>([
    ['half a PDF', 'loan.pdf', 'half', 'The file could not be read. The end of the PDF is missing: send it again.'],
    [
      'a PDF with a password',
      'loan.pdf',
      'locked',
      'Files like this one are not taken as evidence. The PDF is encrypted: save it without a password and without restrictions.',
    ],
    [
      'a web page',
      'loan.pdf',
      '<!doctype html><html><title>Loan</title></html>',
      'Files like this one are not taken as evidence. It is a web page: print it to a PDF file.',
    ],
  ])('is not asked of %s', async (_, name, content, words) => {
    const whole = await madePdf([['Loan']], content === 'locked' ? { userPassword: 'secret' } : {});
    const bytes = content === 'half' ? whole.subarray(0, whole.length / 2) : content === 'locked' ? whole : content;
    await expect(judgeEvidence(await kept(name, bytes), name)).rejects.toThrow(words);
  });

  it('is refused where the body of a PDF is broken though its ends are whole', async () => {
    const whole = await madePdf([['Loan LN-2024-00017']]);
    const broken = Buffer.concat([whole.subarray(0, 9), Buffer.alloc(whole.length, 'x'), Buffer.from('\nstartxref\n9\n%%EOF')]);
    await expect(judgeEvidence(await kept('broken.pdf', broken), 'broken.pdf')).resolves.toMatchObject({ kind: 'pdf' });
    await expect(extracted('pdf', broken)).rejects.toThrow('The file could not be read. The PDF is damaged');
  });

  it('is refused where a PDF unpacks to more than may be, and the next file is read', async () => {
    const before = process.memoryUsage.rss();
    await expect(extracted('pdf', bombPdf(300_000_000))).rejects.toThrow('Reading it took more memory than is set aside for a file');
    expect(process.memoryUsage.rss() - before).toBeLessThan(700_000_000);
    expect(await cellsOf('pdf', await madePdf([['Loan']]))).toEqual([[['Loan']]]);
  });

  it('is given up after a time, or when it is called off, while the process goes on', async () => {
    const slow = await kept(
      'slow.pdf',
      await madePdf(Array.from({ length: 40 }, () => Array.from({ length: 40 }, (_, line) => `line ${line}`))),
    );
    const hurried = new ExtractionThread({ heapMb: 512, timeoutMs: 1 });
    await expect(hurried.extract(slow, 'pdf')).rejects.toThrow('Reading it took more than a minute');
    const abort = new AbortController();
    const called = extractText(slow, 'pdf', abort.signal);
    abort.abort(new Error('called off'));
    await expect(called).rejects.toThrow('called off');
    await expect(extractText(slow, 'pdf', abort.signal)).rejects.toThrow('called off');
  });

  it('is refused where it fills the heap', async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>${index}</v></c></row>`).join(
      '',
    );
    const file = await kept(
      'large.xlsx',
      madeWorkbook([], { 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>` }),
    );
    const small = new ExtractionThread({ heapMb: 16, timeoutMs: 60_000 });
    await expect(small.extract(file, 'xlsx')).rejects.toThrow('Reading it took more memory than is set aside for a file');
    await small.close();
  });

  it('is read from the stored bytes, which stay as they are', async () => {
    const bytes = madeWorkbook([['id'], ['=1+1']]);
    const file = await kept('same.xlsx', bytes);
    await thread.extract(file, 'xlsx');
    expect((await readFile(file)).equals(bytes)).toBe(true);
  });
});

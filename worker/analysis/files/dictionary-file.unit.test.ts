import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workbookParts } from '../../../test/support/evidence/made-files';
import { readDictionary } from './dictionary-file';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dictionary-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function read(name: string, bytes: string | Buffer) {
  const path = join(directory, name);
  await writeFile(path, bytes);
  return (await readDictionary(path, name)).entries;
}

/** A zip archive without compression: all that a spreadsheet needs to be one. */
function zip(files: Record<string, string>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [label, body] = [Buffer.from(name), Buffer.from(text)];
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(body), 0);
    sizes.writeUInt32LE(body.length, 4);
    sizes.writeUInt32LE(body.length, 8);
    const common = Buffer.concat([Buffer.from([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]), sizes, Buffer.from([label.length, 0, 0, 0])]);
    const at = Buffer.alloc(4);
    at.writeUInt32LE(offset);
    const entry = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, label, body]);
    local.push(entry);
    central.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, Buffer.alloc(10), at, label);
    offset += entry.length;
  }
  const directoryBytes = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(local.length, 8);
  end.writeUInt16LE(local.length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directoryBytes, end]);
}

function spreadsheet(rows: readonly (readonly string[])[]): Buffer {
  const cells = (row: readonly string[], line: number) =>
    row.map((cell, index) => `<c r="${String.fromCharCode(65 + index)}${line}" t="inlineStr"><is><t>${cell}</t></is></c>`).join('');
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  return zip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Fields" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet xmlns="${main}"><sheetData>${rows.map((row, index) => `<row r="${index + 1}">${cells(row, index + 1)}</row>`).join('')}</sheetData></worksheet>`,
  });
}

describe('readDictionary', () => {
  it('reads CSV with a mark, carriage returns, padded cells and a title above the header', async () => {
    const entries = await read(
      'd.csv',
      '\ufeffLAR, ,\r\nData Field Number , Data Field Name , Data Field Type \r\n1, As of Year , Numeric \r\n2, "Respondent, ID" , Alphanumeric\r\n',
    );
    expect(entries).toMatchObject([
      { number: 1, name: 'As of Year', type: 'Numeric' },
      { number: 2, name: 'Respondent, ID' },
    ]);
  });

  it('reads other delimiters and the Western encoding', async () => {
    const entries = await read('d.txt', Buffer.from('Name;Type\nGröße;Decimal\n', 'latin1'));
    expect(entries).toMatchObject([{ number: 1, name: 'Größe', type: 'Decimal' }]);
  });

  it('reads XLSX', async () => {
    const entries = await read(
      'd.xlsx',
      spreadsheet([['Dictionary of the register'], ['Number', 'Name', 'Type'], ['1', 'Loan Type', 'Code']]),
    );
    expect(entries).toMatchObject([{ number: 1, name: 'Loan Type', type: 'Code' }]);
  });

  it('reads JSON, and refuses in words what is none of these', async () => {
    expect(await read('d.json', JSON.stringify([{ 'Data Field Number': '7', 'Data Field Name': 'County' }]))).toMatchObject([
      { number: 7, name: 'County' },
    ]);
    await expect(read('broken.json', '[{"a":')).rejects.toMatchObject({ code: 'file_unreadable' });
    await expect(read('empty.csv', '')).rejects.toMatchObject({ code: 'file_empty' });
    await expect(read('list.csv', 'one\ntwo\n')).rejects.toMatchObject({ code: 'file_unreadable' });
  });

  it('unpacks a workbook within the bounds of every workbook, whatever else it holds', async () => {
    const rows = [
      ['Name', 'Type'],
      ['county', 'Code'],
    ];
    const held = (more: Record<string, Uint8Array>) => Buffer.from(zipSync({ ...workbookParts(rows), ...more }));
    const cells = `<worksheet><sheetData>${'<row><c/><c/></row>'.repeat(100_001)}</sheetData></worksheet>`;
    await expect(read('large.xlsx', held({ 'xl/worksheets/sheet2.xml': strToU8(' '.repeat(30_000_000)) }))).rejects.toMatchObject({
      code: 'file_too_large',
      message: expect.stringContaining('25 MB when it is unpacked') as string,
    });
    await expect(read('cells.xlsx', held({ 'xl/worksheets/sheet2.xml': strToU8(cells) }))).rejects.toMatchObject({
      code: 'file_too_large',
      message: expect.stringContaining('200,000 cells') as string,
    });
    // Nobody opens it but the reader, which runs nothing.
    const linked = held({ 'xl/vbaProject.bin': strToU8('x'), 'xl/externalLinks/externalLink1.xml': strToU8('<x/>') });
    expect(await read('linked.xlsx', linked)).toMatchObject([{ name: 'county' }]);
  });

  it('keeps the zeros that a number format shows', async () => {
    const path = join(directory, 'zeros.xlsx');
    await writeFile(path, padded());
    const { entries, sheet } = await readDictionary(path, 'zeros.xlsx');
    expect(sheet).toBe('Fields');
    expect(entries).toMatchObject([{ name: 'county', validValues: '031' }]);
  });
});

/** A workbook whose valid value is the number 31 under the format 000. */
function padded(): Buffer {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const text = (place: string, value: string) => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
  return zip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Fields" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<?xml version="1.0"?><styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="000"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet xmlns="${main}"><sheetData><row r="1">${text('A1', 'Name')}${text('B1', 'Type')}${text('C1', 'Valid values')}</row><row r="2">${text('A2', 'county')}${text('B2', 'Code')}<c r="C2" s="1"><v>31</v></c></row></sheetData></worksheet>`,
  });
}

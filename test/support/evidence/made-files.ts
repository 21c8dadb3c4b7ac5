import { deflateSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import PDFDocument from 'pdfkit';

/** A line of a page: its text, or label and value with a gap between them. */
export type MadeLine = string | readonly [string, string];

/** A PDF of pages of lines, as a loan file is; `options` are pdfkit's. A page without lines has a picture's rectangle and no text. */
export async function madePdf(pages: readonly (readonly MadeLine[])[], options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  const document = new PDFDocument({
    margin: 50,
    autoFirstPage: false,
    ...options,
    info: { CreationDate: new Date(0), ModDate: new Date(0) },
  });
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise((resolve) => document.on('end', resolve));
  for (const lines of pages) {
    document.addPage();
    if (lines.length === 0) document.rect(50, 50, 200, 200).fill('#888');
    for (const [index, line] of lines.entries()) {
      const [label, value] = typeof line === 'string' ? [line, null] : line;
      const y = 50 + 14 * index;
      document.fontSize(10).text(label, 50, y, { lineBreak: false });
      if (value !== null) document.text(value, 300, y, { lineBreak: false });
    }
  }
  document.end();
  await ended;
  return Buffer.concat(pieces);
}

/** A PDF of one page whose content unpacks to `bytes` zeros, packed twice. */
export function bombPdf(bytes: number): Buffer {
  const packed = deflateSync(deflateSync(Buffer.alloc(bytes, ' ')));
  const pieces = [Buffer.from('%PDF-1.7\n')];
  const starts: number[] = [];
  const at = () => pieces.reduce((sum, piece) => sum + piece.length, 0);
  const bodies = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>',
  ];
  for (const [index, body] of bodies.entries()) {
    starts.push(at());
    pieces.push(Buffer.from(`${index + 1} 0 obj ${body} endobj\n`));
  }
  starts.push(at());
  pieces.push(
    Buffer.from(`4 0 obj <</Length ${packed.length}/Filter[/FlateDecode/FlateDecode]>>\nstream\n`),
    packed,
    Buffer.from('\nendstream endobj\n'),
  );
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  pieces.push(Buffer.from(`xref\n0 5\n0000000000 65535 f \n${table}trailer <</Root 1 0 R/Size 5>>\nstartxref\n${at()}\n%%EOF`));
  return Buffer.concat(pieces);
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function columnOf(index: number): string {
  return String.fromCharCode(65 + index);
}

/** Parts of a workbook by their names: one sheet with rows of texts; an empty text leaves its cell out. `more` are added or replace some. */
export function workbookParts(
  rows: readonly (readonly string[])[],
  more: Readonly<Record<string, string>> = {},
): Record<string, Uint8Array> {
  const cell = (text: string, row: number, column: number) =>
    text === '' ? '' : `<c r="${columnOf(column)}${row + 1}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
  const sheet = rows
    .map((cells, row) => `<row r="${row + 1}">${cells.map((text, column) => cell(text, row, column)).join('')}</row>`)
    .join('');
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packages = 'http://schemas.openxmlformats.org/package/2006';
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Extract" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': sheetXml(sheet),
    ...more,
  };
  return Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]));
}

/** A sheet of a workbook around its rows. */
export function sheetXml(rows: string): string {
  return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
}

/** A workbook as a file. */
export function madeWorkbook(rows: readonly (readonly string[])[], more: Readonly<Record<string, string>> = {}): Buffer {
  return Buffer.from(zipSync(workbookParts(rows, more)));
}

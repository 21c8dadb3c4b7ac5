import { strFromU8, zipSync } from 'fflate';
import readSpreadsheet from 'read-excel-file/node';
import { Parser } from 'saxen';

/** One sheet of a workbook: cells as the workbook shows them, as far as that changes what they say. */
export interface WorkbookSheet {
  name: string;
  hidden: boolean;
  rows: string[][];
}

/** Formats of the user that are zeros alone, such as 000 for a county code. */
const ZEROS = /^0{2,}$/;

type Attributes = Readonly<Record<string, string>>;

/** Calls `visit` for each element of a part, by its name without prefix; attributes are decoded. */
function eachElement(xml: string, visit: (name: string, attributes: Attributes) => void): void {
  if (xml === '') return;
  const parser = new Parser();
  parser.on('openTag', (name, getAttributes, decode) => {
    const raw = getAttributes();
    visit(
      name.replace(/^.*:/, ''),
      Object.fromEntries(Object.entries(raw).map(([key, value]) => [key.replace(/^.*:/, ''), decode(String(value))])),
    );
  });
  parser.parse(xml);
}

/** Digits that each cell style pads its numbers to; styles without such a format are absent. */
function paddedStyles(stylesXml: string): ReadonlyMap<number, number> {
  const formats = new Map<string, number>();
  const styles = new Map<number, number>();
  let isInCells = false;
  let at = 0;
  eachElement(stylesXml, (name, { numFmtId = '', formatCode = '' }) => {
    if (name === 'numFmt' && ZEROS.test(formatCode)) formats.set(numFmtId, formatCode.length);
    else if (name === 'cellXfs') isInCells = true;
    else if (name === 'cellStyles' || name === 'dxfs') isInCells = false;
    else if (name === 'xf' && isInCells) {
      const digits = formats.get(numFmtId);
      if (digits !== undefined) styles.set(at, digits);
      at += 1;
    }
  });
  return styles;
}

/** "BC12" → row 11, column 54, both from 0. */
function placeOf(reference: string): { row: number; column: number } {
  const [, letters = '', row = '1'] = /^([A-Z]+)(\d+)$/.exec(reference) ?? [];
  return { row: Number(row) - 1, column: [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 };
}

/** Cells of a sheet whose numbers keep zeros in front, by "row,column", with how many digits they have. */
function paddedCells(sheetXml: string, styles: ReadonlyMap<number, number>): ReadonlyMap<string, number> {
  const cells = new Map<string, number>();
  if (styles.size === 0) return cells;
  eachElement(sheetXml, (name, { r = '', s = '' }) => {
    const digits = name === 'c' ? styles.get(Number(s)) : undefined;
    if (digits === undefined) return;
    const { row, column } = placeOf(r);
    cells.set(`${row},${column}`, digits);
  });
  return cells;
}

function cellText(cell: unknown, digits: number | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  const text = String(cell);
  return digits !== undefined && /^\d+$/.test(text) ? text.padStart(digits, '0') : text;
}

/**
 * Sheets of an XLSX workbook by its parts, in their order, hidden ones marked. Values are read-excel-file's; whether a sheet is hidden, and the
 * zeros that a number format shows, stand in parts that it does not read. The parts are packed anew, because that reader goes through a
 * file from its beginning and does not look at its directory.
 */
export async function readWorkbook(parts: Readonly<Record<string, Uint8Array>>): Promise<WorkbookSheet[]> {
  const part = (name: string) => (parts[name] === undefined ? '' : strFromU8(parts[name]));
  const targets = new Map<string, string>();
  eachElement(part('xl/_rels/workbook.xml.rels'), (name, { Id = '', Target = '' }) => {
    if (name === 'Relationship') targets.set(Id, Target.replace(/^\/?(xl\/)?/, 'xl/'));
  });
  const known = new Map<string, { hidden: boolean; target: string }>();
  eachElement(part('xl/workbook.xml'), (name, { name: title = '', state = 'visible', id = '' }) => {
    if (name === 'sheet') known.set(title, { hidden: state !== 'visible', target: targets.get(id) ?? '' });
  });
  const styles = paddedStyles(part('xl/styles.xml'));
  return (await readSpreadsheet(Buffer.from(zipSync({ ...parts }, { level: 0 })))).map(({ sheet, data }) => {
    const { hidden, target } = known.get(sheet) ?? { hidden: false, target: '' };
    const padded = paddedCells(part(target), styles);
    return { name: sheet, hidden, rows: data.map((row, at) => row.map((cell, column) => cellText(cell, padded.get(`${at},${column}`)))) };
  });
}

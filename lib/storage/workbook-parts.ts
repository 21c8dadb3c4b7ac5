import { type Entry, openPromise, type ZipFile } from 'yauzl';
import type { FileFault } from '#domain/evidence/file-faults';

/** Bounds of a workbook: beyond them its reader takes minutes and hundreds of megabytes (docs/decisions/0028-reading-evidence.md). */
const MOST_PARTS = 2_000;
const MOST_BYTES = 25 * 1_048_576;
const MOST_CELLS = 200_000;
/** Longest formula that Excel keeps is 8,192 characters; a longer stretch is looked at in pieces. */
const OVERLAP = 10_000;

const WORKBOOK = 'xl/workbook.xml';
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/i;
const MACROS = /vbaproject\.bin$|^xl\/macrosheets\//i;
const LINKS = /^xl\/externallinks\//i;
const CELL = /<(?:\w+:)?c[\s>/]/g;
const FORMULA = /<(?:\w+:)?f(?:\s[^>]*)?>([^<]*)</g;
const TEXT_IN_FORMULA = /"[^"]*"|&quot;.*?&quot;/g;
/** `program|topic!item`: the bar stands behind a name, and nowhere else in a formula. */
const COMMAND = /[\w')]\s*\|/;

/** Thrown to end a check at its first fault. */
class Faulty extends Error {
  constructor(readonly fault: FileFault) {
    super(fault);
    this.name = 'Faulty';
  }
}

/** What has been seen of the parts so far. */
interface Seen {
  names: Set<string>;
  bytes: number;
  cells: number;
}

function checkName(entry: Entry, { names }: Seen): void {
  const name = entry.fileName.toLowerCase();
  if (MACROS.test(name)) throw new Faulty('workbook-macros');
  if (LINKS.test(name)) throw new Faulty('workbook-links');
  if (entry.isEncrypted()) throw new Faulty('workbook-protected');
  if (names.has(name) || /^\/|\\|:|(?:^|\/)\.\.?(?:\/|$)/.test(name)) throw new Faulty('workbook-names');
  names.add(name);
  if (names.size > MOST_PARTS) throw new Faulty('workbook-too-large');
}

/** Whether a stretch of a sheet has a formula that starts another program. */
function startsProgram(xml: string): boolean {
  return [...xml.matchAll(FORMULA)].some(([, formula = '']) => COMMAND.test(formula.replace(TEXT_IN_FORMULA, '')));
}

/** Unpacks a part piece by piece; counts bytes and, of a sheet, cells, and ends at the first piece that is too much. */
async function checkPart(zip: ZipFile, entry: Entry, seen: Seen): Promise<void> {
  const stream = await zip.openReadStreamPromise(entry);
  const isSheet = SHEET.test(entry.fileName);
  let before = '';
  for await (const piece of stream) {
    const bytes = piece as Buffer;
    seen.bytes += bytes.length;
    if (seen.bytes > MOST_BYTES) throw new Faulty('workbook-too-large');
    if (!isSheet) continue;
    const here = bytes.toString('latin1');
    // A tag that the end of a piece cuts in two is counted with the next one.
    const joined = before.slice(-OVERLAP) + here;
    const edge = joined.length - here.length;
    seen.cells += [...joined.slice(Math.max(0, edge - 5)).matchAll(CELL)].filter(
      ({ index, 0: tag }) => index + tag.length > Math.min(5, edge),
    ).length;
    if (seen.cells > MOST_CELLS) throw new Faulty('workbook-too-many-cells');
    if (startsProgram(joined)) throw new Faulty('workbook-commands');
    before = joined;
  }
}

function faultOfError(error: unknown): FileFault {
  if (error instanceof Faulty) return error.fault;
  const message = error instanceof Error ? error.message : String(error);
  return /absolute path|invalid relative path|invalid characters in fileName/i.test(message) ? 'workbook-names' : 'workbook-damaged';
}

/**
 * What is wrong with an XLSX file, by its parts: names, number, and size while they are unpacked, whatever the directory claims. Null
 * where nothing is. Formulas stay; only those that start another program are refused.
 */
export async function workbookFault(path: string): Promise<FileFault | null> {
  const seen: Seen = { names: new Set(), bytes: 0, cells: 0 };
  let zip: ZipFile | null = null;
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true });
    for await (const entry of zip.eachEntry()) {
      checkName(entry, seen);
      if (!entry.fileName.endsWith('/')) await checkPart(zip, entry, seen);
    }
    return seen.names.has(WORKBOOK) ? null : 'no-workbook';
  } catch (error) {
    return faultOfError(error);
  } finally {
    zip?.close();
  }
}

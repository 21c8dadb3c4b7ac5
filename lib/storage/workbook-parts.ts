import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import type { FileFault } from '#domain/evidence/file-faults';

/** Bounds of a workbook: beyond them its reader takes minutes and hundreds of megabytes (docs/decisions/0028-reading-evidence.md). */
const MOST_PARTS = 2_000;
const MOST_BYTES = 25 * 1_048_576;
const MOST_CELLS = 200_000;
/** Longest formula that Excel keeps is 8,192 characters; a longer stretch is looked at in pieces. */
const OVERLAP = 10_000;
const LONGEST_TAG = 5;

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

/**
 * What a workbook may hold: `data` alone, as evidence that others open, or `anything`, as a file that nobody but its reader opens. Bounds and
 * sums are those of both.
 */
type Holding = 'data' | 'anything';

/** What has been seen of the parts so far. */
interface Seen {
  may: Holding;
  names: Set<string>;
  bytes: number;
  cells: number;
}

function checkName(entry: Entry, { names, may }: Seen): void {
  const name = entry.fileName.toLowerCase();
  if (may === 'data' && MACROS.test(name)) throw new Faulty('workbook-macros');
  if (may === 'data' && LINKS.test(name)) throw new Faulty('workbook-links');
  if (entry.isEncrypted()) throw new Faulty('workbook-protected');
  if (names.has(name) || /^\/|\\|:|(?:^|\/)\.\.?(?:\/|$)/.test(name)) throw new Faulty('workbook-names');
  names.add(name);
  if (names.size > MOST_PARTS) throw new Faulty('workbook-too-large');
}

/** Whether a stretch of a sheet has a formula that starts another program. */
function startsProgram(xml: string): boolean {
  return [...xml.matchAll(FORMULA)].some(([, formula = '']) => COMMAND.test(formula.replace(TEXT_IN_FORMULA, '')));
}

/** What a stretch of a sheet has: cells that end in it, and whether a formula starts another program. `before`: what came before it. */
function lookAt(before: string, here: string): { cells: number; startsProgram: boolean } {
  // A tag that the end of a piece cuts in two is counted with the next one.
  const edge = Math.min(LONGEST_TAG, before.length);
  const tags = [...(before.slice(before.length - edge) + here).matchAll(CELL)];
  return { cells: tags.filter(({ index, 0: tag }) => index + tag.length > edge).length, startsProgram: startsProgram(before + here) };
}

/** Unpacks a part piece by piece; counts bytes and, of a sheet, cells, and ends at the first piece that is too much. */
async function unpack(zip: ZipFile, entry: Entry, seen: Seen): Promise<Uint8Array> {
  const isSheet = SHEET.test(entry.fileName);
  const pieces: Buffer[] = [];
  let before = '';
  let sum = 0;
  for await (const piece of await zip.openReadStreamPromise(entry)) {
    const bytes = piece as Buffer;
    pieces.push(bytes);
    sum = crc32(bytes, sum);
    seen.bytes += bytes.length;
    if (seen.bytes > MOST_BYTES) throw new Faulty('workbook-too-large');
    if (!isSheet) continue;
    const here = bytes.toString('latin1');
    const { cells, startsProgram } = lookAt(before, here);
    seen.cells += cells;
    if (seen.cells > MOST_CELLS) throw new Faulty('workbook-too-many-cells');
    if (seen.may === 'data' && startsProgram) throw new Faulty('workbook-commands');
    before = (before + here).slice(-OVERLAP);
  }
  if (sum !== entry.crc32) throw new Faulty('workbook-damaged');
  return Buffer.concat(pieces);
}

function faultOfError(error: unknown): FileFault {
  if (error instanceof Faulty) return error.fault;
  if (!(error instanceof Error) || 'syscall' in error) throw error;
  return /absolute path|invalid relative path|invalid characters in fileName/i.test(error.message) ? 'workbook-names' : 'workbook-damaged';
}

/** Parts of a workbook by their names, or why it is not taken. */
export type WorkbookParts = { taken: true; parts: Readonly<Record<string, Uint8Array>> } | { taken: false; fault: FileFault };

/**
 * Parts of an XLSX file as its directory lists them, their names, number, sums and sizes checked while they are unpacked. Formulas stay;
 * only those that start another program are refused. Whoever reads a workbook reads these parts: a reader that goes through
 * the file from its beginning may find others there than the directory lists.
 */
export async function workbookParts(path: string, may: Holding = 'data'): Promise<WorkbookParts> {
  const seen: Seen = { may, names: new Set(), bytes: 0, cells: 0 };
  const parts: Record<string, Uint8Array> = {};
  let zip: ZipFile | null = null;
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true });
    for await (const entry of zip.eachEntry()) {
      checkName(entry, seen);
      if (!entry.fileName.endsWith('/')) parts[entry.fileName] = await unpack(zip, entry, seen);
    }
    return seen.names.has(WORKBOOK) ? { taken: true, parts } : { taken: false, fault: 'no-workbook' };
  } catch (error) {
    return { taken: false, fault: faultOfError(error) };
  } finally {
    zip?.close();
  }
}

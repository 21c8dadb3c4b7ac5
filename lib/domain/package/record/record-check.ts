import { type Faults, PackageUnreadable } from '../fault';
import { type Line, linesOf, object } from '../lines';
import type { VerifyTools } from '../tools';
import { checkCarried } from './carried-check';
import { ContentCheck } from './content-check';
import { checkDecisions, checkNumbers, checkSignatures } from './decisions-check';
import { HistoriesCheck } from './histories-check';
import { FILES_FOLDER, ITEMS_PATH, RECORD_TABLES, rowsPath, TRAIL_PATH } from './record-tables';
import { RowsCheck } from './rows-check';
import { TrailCheck } from './trail-check';
import { KeptRows } from './version-rows';
import { checkVersions } from './versions-check';

/** What a package says that its record is. */
export interface RecordHead {
  stream: string;
  recipe: string;
  entries: number;
  /** Hash of the last entry, hexadecimal. */
  head: string;
}

export interface RecordRequest {
  head: RecordHead;
  /** Reads a file of the package, whose own hash is held to the manifest at its end. */
  open: (path: string) => AsyncIterable<Uint8Array>;
  /** Paths of the files of the package. */
  has: (path: string) => boolean;
  /** The documents of the final report, as the manifest lists them. */
  documents: readonly { path: string; sha256: string }[];
  /** Paths that the manifest says were left out. */
  omitted: ReadonlySet<string>;
  redacted: boolean;
  /** Given each line of the change log, with the rows that were read before it. */
  onItem?: (line: Line, rows: KeptRows) => void;
}

/** How much was checked, by what it is, in the order of the checks. */
export type Counts = [what: string, count: number][];

/**
 * Verifies the record of a report (docs/record-format.md) in one pass over its files: entries of the trail, rows, histories, items,
 * versions, decisions and numbers. Memory grows with rows and versions, not with items. Notes what does not hold.
 */
export async function checkRecord(
  tools: VerifyTools,
  request: RecordRequest,
  faults: Faults,
): Promise<{ counts: Counts; commitments: TrailCheck['commitments']; withheld: number }> {
  const { head } = request;
  const counts: Counts = [];
  const trail = new TrailCheck(tools, head.stream, head.recipe, faults);
  await eachLine(request, TRAIL_PATH, faults, (line) => trail.take(line));
  faults.expect(
    trail.entries === head.entries && trail.head === head.head,
    { file: TRAIL_PATH },
    'it does not end with the entry that package.json names.',
  );
  counts.push(['entries of the trail', trail.entries]);
  const rows = new KeptRows();
  const histories = new HistoriesCheck(tools, faults);
  let withheld = trail.withheld;
  let count = 0;
  for (const table of RECORD_TABLES.keys()) {
    const check = new RowsCheck(tools, table, trail.newest.get(table) ?? new Map(), faults);
    await eachLine(request, rowsPath(table), faults, (line) => {
      check.take(line);
      const record = object(line, 'record');
      rows.take(table, record);
      if (table === 'history_segment') histories.take(record);
    });
    check.end();
    count += check.count;
    withheld += check.withheld;
  }
  counts.push(['rows that it binds', count]);
  histories.end();
  rows.nameChains();
  const content = new ContentCheck(tools, rows.versions.values(), faults);
  await eachLine(request, ITEMS_PATH, faults, (line) => {
    content.take(line);
    checkCarried(line, rows, faults);
    request.onItem?.(line, rows);
  });
  counts.push(
    ['lines of the change log', content.count],
    ['versions', rows.versions.size],
    ['decisions', rows.applied.size === 0 ? 0 : rows.decided.length],
  );
  checkVersions(tools, rows, { contents: content.end(), statuses: trail.statuses, recipe: head.recipe }, faults);
  checkDecisions(rows, faults);
  checkSignatures(rows, faults);
  checkNumbers(rows, trail.closed, faults);
  checkSent(request, rows, faults);
  for (const { path, sha256 } of request.documents)
    faults.expect(rows.renditions.has(sha256), { file: path }, 'the record knows no such document.');
  return { counts, commitments: trail.commitments, withheld: withheld + content.withheld };
}

/** Every file that people sent is in the package, unless it is redacted or says that the file was left out. */
function checkSent({ has, omitted, redacted }: RecordRequest, { sent }: KeptRows, faults: Faults): void {
  for (const sha256 of sent) {
    const file = `${FILES_FOLDER}${sha256}`;
    faults.expect(
      redacted || has(file) || omitted.has(file),
      { file },
      'the record names it, and it is neither in the package nor said to be left out.',
    );
  }
}

async function eachLine({ open }: RecordRequest, path: string, faults: Faults, take: (line: Line) => void): Promise<void> {
  try {
    for await (const { number, line } of linesOf(path, open(path))) {
      if (line === null) faults.add({ file: path }, `line ${number} is not the canonical text of an object.`);
      else take(line);
    }
  } catch (error) {
    if (!(error instanceof PackageUnreadable)) throw error;
    faults.add(error.fault.at, error.fault.words);
  }
}

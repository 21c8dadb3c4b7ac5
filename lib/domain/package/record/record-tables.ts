/** The tables of a report's record, and the columns that make the key of their rows (docs/record-format.md, "Rows"). */
const COLUMNS_OF_KEYS: Readonly<Record<string, readonly string[]>> = {
  id: [
    ...['cycle_report', 'chain', 'lane', 'version', 'command', 'stale_acceptance', 'review_comment', 'assignment', 'upload', 'evidence'],
    ...['finding', 'finding_event', 'work', 'package'],
  ],
  version_id: [
    'version_input',
    'input_confirmation',
    'finding_occurrence',
    'rendition',
    'version_author',
    'version_opened',
    'reviewed_row',
  ],
  command_id: ['command_change', 'command_verdict', 'command_addition', 'receipt', 'item_decision', 'signature'],
  'chain_id seq': ['turn', 'clock_event'],
  'chain_id spell term rung': ['escalation'],
  'run_id first_event_id workflow_id': ['history_segment'],
};

/** By table, the columns that make its key. */
export const RECORD_TABLES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(COLUMNS_OF_KEYS).flatMap(([columns, tables]) => tables.map((table): [string, string[]] => [table, columns.split(' ')])),
);

/** The path of a table's rows in a package. */
export function rowsPath(table: string): string {
  return `record/rows/${table}.ndjson`;
}

export const TRAIL_PATH = 'record/trail.ndjson';
export const ITEMS_PATH = 'record/items.ndjson';
/** Below it lie the files that people sent, each under its hash. */
export const FILES_FOLDER = 'record/files/';
/** Below it lie the documents of the final report. */
export const REPORT_FOLDER = 'report/';

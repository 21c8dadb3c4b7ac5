import type { ItemData, Json } from '../../item/json';
import { SORT_LABELS } from './fields';
import { EVIDENCE_SORTS } from './request-item';

/** The sheet of a request list that is filled in. */
export const LIST_SHEET = 'Requests';
/** What heads the column of a key of the record, before the key's code. */
export const KEY_HEAD = 'Key ';

interface ListColumn {
  name: string;
  head: string;
  /** Who may say otherwise by it; nobody of what is given. */
  by: readonly ('data_owner' | 'tester')[];
  kind: 'text' | 'day' | 'count';
}

/**
 * Columns of a request list, in their order. What is given comes first, the keys of the record stand behind `record`, and what somebody fills in comes
 * last but for the stamp, by which a list that is given back is known to be about the case as it is.
 */
export const LIST_COLUMNS = [
  { name: 'source', head: 'System', by: [], kind: 'text' },
  { name: 'record', head: 'Record', by: [], kind: 'text' },
  { name: 'attributeName', head: 'Attribute', by: [], kind: 'text' },
  { name: 'attribute', head: 'Code', by: [], kind: 'text' },
  { name: 'reported', head: 'Reported', by: [], kind: 'text' },
  { name: 'state', head: 'State', by: [], kind: 'text' },
  { name: 'said', head: 'What was said', by: [], kind: 'text' },
  { name: 'ask', head: 'Asked for', by: ['tester'], kind: 'text' },
  { name: 'dueOn', head: 'Due', by: ['tester'], kind: 'day' },
  { name: 'fileName', head: 'File', by: ['data_owner'], kind: 'text' },
  { name: 'sort', head: 'Sort', by: ['data_owner'], kind: 'text' },
  { name: 'asOf', head: 'As of', by: ['data_owner'], kind: 'day' },
  { name: 'query', head: 'Query', by: ['data_owner'], kind: 'text' },
  { name: 'ranOn', head: 'Run on', by: ['data_owner'], kind: 'day' },
  { name: 'rows', head: 'Rows', by: ['data_owner'], kind: 'count' },
  { name: 'stated', head: 'Value that it shows', by: ['data_owner'], kind: 'text' },
  { name: 'note', head: 'Note', by: ['data_owner'], kind: 'text' },
  { name: 'unobtainable', head: 'Cannot be had because', by: ['data_owner', 'tester'], kind: 'text' },
  { name: 'stamp', head: 'Stamp', by: [], kind: 'text' },
] as const satisfies readonly ListColumn[];
export type ListColumnName = (typeof LIST_COLUMNS)[number]['name'];

/** A row of a list: the text of each cell; days as yyyy-mm-dd. */
export type ListCells = Readonly<Record<ListColumnName, string>>;

function record(value: Json | undefined): ItemData {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as ItemData) : {};
}

function text(value: Json | undefined): string {
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value);
}

/** Text that stands for a whole record which somebody may not read; empty for any other. */
function maskOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/**
 * What stands in a case, as the cells of its row; `data` may be masked, and then says so in each cell that is.
 * @param told where it stands in words, and what was said of it with the last verdict
 */
export function listCells(data: ItemData, hash: string, told: { state: string; said: string }): ListCells {
  const evidence = record(data.evidence);
  const extraction = record(evidence.extraction);
  const masked = maskOf(data.evidence);
  const sort = EVIDENCE_SORTS.find((each) => each === evidence.sort);
  return {
    source: text(data.source),
    record: text(data.record),
    attributeName: text(data.attributeName),
    attribute: text(data.attribute),
    reported: text(data.reported),
    ...told,
    ask: text(data.ask),
    dueOn: text(data.dueOn),
    fileName: masked || text(evidence.fileName),
    sort: masked || (sort === undefined ? '' : SORT_LABELS[sort]),
    asOf: masked || text(evidence.asOf),
    query: masked || text(extraction.query),
    ranOn: masked || text(extraction.ranOn),
    rows: masked || text(extraction.rows),
    stated: masked || text(evidence.stated),
    note: masked || text(evidence.note),
    unobtainable: text(data.unobtainable),
    stamp: stampOf(data, hash),
  };
}

/** The keys of a case's record, by their codes; none where they are masked. */
export function listKeys(data: ItemData): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record(data.keys)).map(([code, value]) => [code, text(value)]));
}

/** First characters of each hash in a stamp. */
const STAMPED = 12;

/** The stamp of a case: beginnings of the hash of what is judged of it, and of the hash of all of it, both in hex. */
function stampOf({ judged }: ItemData, hash: string): string {
  return `${text(judged).slice(0, STAMPED)}-${hash.slice(0, STAMPED)}`;
}

/** What of a case is as it was when it was stamped. */
export function sameSince(stamp: string, data: ItemData, hash: string): { judged: boolean; all: boolean } {
  const now = stampOf(data, hash);
  return { judged: stamp.split('-')[0] === now.split('-')[0], all: stamp === now };
}

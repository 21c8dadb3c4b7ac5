import { columnLetters } from '../../evidence/extracted-text';
import type { ItemData } from '../../item/json';
import { KEY_HEAD, LIST_COLUMNS, type ListCells, type ListColumnName, listCells, listKeys, sameSince } from './list-columns';
import { type ListFile, ownersRow, type RowFields, type RowRead, testersRow } from './list-row';

/** A sheet as it was read: cells as texts, days as yyyy-mm-dd; rows and cells in their places. */
export interface ListSheet {
  name: string;
  rows: readonly (readonly string[])[];
}

/** A case as it stands now. */
export interface ListedNow {
  key: string;
  hash: string;
  data: ItemData;
  /** Where it stands, in words. */
  state: string;
  /** What was answered is accepted: another answer is judged anew. */
  isAccepted: boolean;
}

/** Something in a list that is not taken: where it stands ("Requests, row 7, column K (File)") and why. */
export interface ListRefusal {
  place: string;
  words: string;
}

/** What a row would change. */
export interface ListChange {
  itemKey: string;
  seenHash: string;
  fields: ItemData;
  /** Number of the row in its sheet. */
  row: number;
  case: ListedNow;
  words: string;
}

/** What a list comes to. Nothing of it is taken while anything is refused or a file waits. */
export interface ListReading {
  changes: readonly ListChange[];
  /** Rows that say nothing, or what stands already. */
  same: number;
  refusals: readonly ListRefusal[];
  /** Files that are named and were not sent, with how many rows name each. */
  waiting: ReadonlyMap<string, number>;
}

/** Who gives a list back. */
export type ListAuthor = 'data_owner' | 'tester';

/** Rows among which the headings are looked for. */
const HEAD_ROWS = 10;
/** Refusals that are told; a list with more is of another kind. */
const MOST_REFUSALS = 200;

interface Table {
  sheet: string;
  /** Index of the row of headings. */
  head: number;
  columns: ReadonlyMap<ListColumnName, number>;
  /** Code of a key → its column. */
  keys: ReadonlyMap<string, number>;
  rows: ListSheet['rows'];
}

/** The table of a list, or why there is none. */
function tableIn(sheets: readonly ListSheet[]): Table | ListRefusal {
  for (const { name, rows } of sheets) {
    const head = rows
      .slice(0, HEAD_ROWS)
      .findIndex((cells) => ['Record', 'Code'].every((each) => cells.some((cell) => cell.trim() === each)));
    if (head === -1) continue;
    const heads = (rows[head] ?? []).map((cell) => cell.trim());
    const twice = heads.findIndex((cell, at) => LIST_COLUMNS.some((column) => column.head === cell) && heads.indexOf(cell) !== at);
    if (twice !== -1)
      return {
        place: `${name}, row ${head + 1}, column ${columnLetters(twice + 1)}`,
        words: `“${heads[twice]}” heads two columns: leave one of them out.`,
      };
    const missing = LIST_COLUMNS.filter((column) => !heads.includes(column.head)).map((column) => `“${column.head}”`);
    if (missing.length > 0)
      return {
        place: `${name}, row ${head + 1}`,
        words: `has no column ${missing.join(', ')}: columns of the list stay, others may be added.`,
      };
    return {
      sheet: name,
      head,
      rows,
      columns: new Map(LIST_COLUMNS.map((column) => [column.name, heads.indexOf(column.head)])),
      keys: new Map(heads.flatMap((cell, at) => (cell.startsWith(KEY_HEAD) ? [[cell.slice(KEY_HEAD.length), at] as const] : []))),
    };
  }
  return {
    place: sheets[0]?.name ?? 'The workbook',
    words: 'has no row with the headings of a request list: download the list and fill that in.',
  };
}

function cellsOf(row: readonly string[], columns: Table['columns']): ListCells {
  return Object.fromEntries(LIST_COLUMNS.map(({ name }) => [name, (row[columns.get(name) ?? -1] ?? '').trim()])) as ListCells;
}

function placeOf({ sheet, columns }: Table, row: number, name: ListColumnName): string {
  const head = LIST_COLUMNS.find((column) => column.name === name)?.head ?? name;
  return `${sheet}, row ${row}, column ${columnLetters((columns.get(name) ?? 0) + 1)} (${head})`;
}

/** Reads a list that is given back. */
class ListReader {
  readonly changes: ListChange[] = [];
  readonly refusals: ListRefusal[] = [];
  readonly waiting = new Map<string, number>();
  same = 0;
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly table: Table,
    private readonly by: ListAuthor,
    private readonly cases: ReadonlyMap<string, ListedNow>,
    private readonly files: ReadonlyMap<string, ListFile>,
  ) {}

  readRows(): void {
    for (const [index, row] of this.table.rows.entries()) {
      if (index <= this.table.head || row.every((cell) => cell.trim() === '')) continue;
      this.readRow(index + 1, row);
    }
  }

  private readRow(number: number, row: readonly string[]): void {
    const cells = cellsOf(row, this.table.columns);
    const refuse = (column: ListColumnName, words: string): void =>
      void this.refusals.push({ place: placeOf(this.table, number, column), words });
    const name = nameOf(cells);
    const now = this.cases.get(name);
    if (now === undefined) return refuse('record', `${cells.attribute || 'Nothing'} of “${cells.record}” is not asked for here.`);
    const before = this.seen.get(name);
    if (before !== undefined) return refuse('record', `Row ${before} is about the same case.`);
    this.seen.set(name, number);
    const held = listCells(now.data, now.hash, { state: '', said: '' });
    const own = LIST_COLUMNS.filter(({ by }) => (by as readonly ListAuthor[]).includes(this.by)).map((column) => column.name);
    const since = sameSince(cells.stamp, now.data, now.hash);
    if (since.all && this.refusesGiven(cells, held, own, row, now, refuse)) return;
    const says = this.saysSomething(own, cells, held, since.judged);
    if (!says) {
      this.same += 1;
      return;
    }
    if (!(this.by === 'tester' ? since.all : since.judged))
      return refuse('stamp', `It was changed since the list was made, and now stands at “${now.state}”: download the list again.`);
    const read = { cells, held, files: this.files, refuse };
    this.take(number, now, this.by === 'tester' ? testersRow(read) : ownersRow(read));
  }

  /** Whether a row says anything that does not stand already. What a tester leaves empty stays; so does all of a row that an owner left empty and that was answered since. */
  private saysSomething(own: readonly ListColumnName[], cells: ListCells, held: ListCells, isFresh: boolean): boolean {
    const differing = own.filter((name) => cells[name] !== held[name].trim());
    const isEmpty = own.every((name) => cells[name] === '');
    return this.by === 'tester' || (isEmpty && !isFresh) ? differing.some((name) => cells[name] !== '') : differing.length > 0;
  }

  /** Refuses what was typed over in the columns that are not this person's; answers whether anything was. */
  private refusesGiven(
    cells: ListCells,
    held: ListCells,
    own: readonly ListColumnName[],
    row: readonly string[],
    now: ListedNow,
    refuse: RowRead['refuse'],
  ): boolean {
    const before = this.refusals.length;
    for (const { name, by } of LIST_COLUMNS) {
      if (name === 'state' || name === 'said' || name === 'stamp' || own.includes(name) || cells[name] === held[name].trim()) continue;
      const [whose] = by as readonly ListAuthor[];
      const words =
        whose === undefined
          ? `is given as “${held[name]}”, and is not changed by a list.`
          : `is the ${whose === 'tester' ? 'tester' : 'data owner'}’s to say.`;
      refuse(name, words);
    }
    for (const [code, value] of Object.entries(listKeys(now.data))) {
      const at = this.table.keys.get(code);
      if (at !== undefined && (row[at] ?? '').trim() !== value.trim())
        refuse('record', `The key ${code} is given as “${value}”, and is not changed by a list.`);
    }
    return this.refusals.length > before;
  }

  private take(row: number, now: ListedNow, said: RowFields): void {
    if (said === null) return;
    if ('waitsFor' in said) {
      this.waiting.set(said.waitsFor, (this.waiting.get(said.waitsFor) ?? 0) + 1);
      return;
    }
    this.changes.push({ itemKey: now.key, seenHash: now.hash, fields: said.fields, row, case: now, words: said.words });
  }
}

function nameOf({ attribute, record }: Pick<ListCells, 'attribute' | 'record'>): string {
  return JSON.stringify([attribute, record]);
}

/**
 * Reads a request list that a person filled in: what it would change of the cases as they stand, and each thing in it that is not taken, with its place. Changes nothing
 * and decides nothing: what comes of it is sent as any other change is.
 * @param by as who the person acts: an owner says which evidence there is, a tester what is asked
 * @param files what was sent of the files that it names, by name
 */
export function readRequestList(
  sheets: readonly ListSheet[],
  cases: readonly ListedNow[],
  by: ListAuthor,
  files: ReadonlyMap<string, ListFile>,
): ListReading {
  const table = tableIn(sheets);
  if ('place' in table) return { changes: [], same: 0, refusals: [table], waiting: new Map() };
  const named = new Map(cases.map((one) => [nameOf(trimmed(listCells(one.data, one.hash, { state: '', said: '' }))), one]));
  const reader = new ListReader(table, by, named, files);
  reader.readRows();
  const { changes, same, refusals, waiting } = reader;
  return { changes, same, refusals: refusals.slice(0, MOST_REFUSALS), waiting };
}

function trimmed({ attribute, record }: ListCells): Pick<ListCells, 'attribute' | 'record'> {
  return { attribute: attribute.trim(), record: record.trim() };
}

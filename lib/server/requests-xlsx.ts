import 'server-only';
import writeExcelFile from 'write-excel-file/node';
import type { ItemRow } from '#contract/views/row-views';
import type { VersionScope } from '#data/people/access.queries';
import { readItems } from '#data/version/items.queries';
import type { ItemFilter } from '#domain/item/item-filter';
import { reportTitle, versionInWords } from '#domain/phase/chain-address';
import { VERDICT_WORDS } from '#domain/phase/verdicts';
import { SORT_LABELS } from '#domain/phases/request-info/fields';
import { KEY_HEAD, LIST_COLUMNS, LIST_SHEET, type ListColumnName, listCells, listKeys } from '#domain/phases/request-info/list-columns';
import { recordedRequests } from '#domain/phases/request-info/recorded';
import { Refusal } from '#domain/refusals';
import type { ActionContext } from './action';

/** A workbook is made whole, in memory and at once; as many cases as one command records. */
const MOST_CASES = 5_000;
const ROWS_A_READ = 500;
const DAY_FORMAT = 'yyyy-mm-dd';
/** The format of cells whose words a spreadsheet leaves as they are typed. */
const AS_TYPED = '@';
/** Ground of the cells that are filled in. */
const TO_FILL_IN = '#FFF8E1';
const WIDTH = 16;
const WIDTHS: Partial<Record<ListColumnName, number>> = { ask: 36, said: 28, query: 28, note: 28, unobtainable: 36, stamp: 12 };

/** File name of a request list: "request-info-retail-data-owner-1-version-3.xlsx". */
export function requestListName(scope: VersionScope): string {
  const words = versionInWords(scope, scope.number).toLowerCase();
  return `${words.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.xlsx`;
}

/**
 * Cases of a version as the person may see them, by the system that they are read from and then by record.
 * @throws Refusal as `readItems`; `invalid_input` where they are more than a workbook takes
 */
export async function readRequestRows(
  { db, subject }: Pick<ActionContext, 'db' | 'subject'>,
  versionId: string,
  filter: ItemFilter | undefined,
): Promise<ItemRow[]> {
  const rows: ItemRow[] = [];
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof readItems>> = await readItems(db, subject, { versionId, filter, after, limit: ROWS_A_READ });
    if (page.matching > MOST_CASES) throw new Refusal('invalid_input', tooMany(page.matching));
    rows.push(...page.rows);
    after = page.next;
    if (after === null) break;
  }
  return rows.sort((one, other) => inOrder(placeOf(one), placeOf(other)));
}

function tooMany(cases: number): string {
  return `The list would hold ${cases.toLocaleString('en')} cases, and a workbook takes ${MOST_CASES.toLocaleString('en')}: narrow it by a filter first.`;
}

function placeOf({ data, key }: ItemRow): string[] {
  return [data.source, data.record, data.attributeName].map(String).concat(key);
}

function inOrder(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at === -1 ? 0 : (one[at] ?? '') < (other[at] ?? '') ? -1 : 1;
}

/**
 * A request list as a workbook: a row a case, and a sheet that says how it is filled in. Words are kept as words, which no spreadsheet runs as a formula; days are days.
 */
export async function requestListXlsx(scope: VersionScope, rows: readonly ItemRow[]): Promise<Buffer> {
  const keys = [...new Set(rows.flatMap(({ data }) => Object.keys(listKeys(data))))];
  const heads = LIST_COLUMNS.flatMap(({ name, head, by }) => [
    { head, width: WIDTHS[name] ?? WIDTH, isFilledIn: by.length > 0 },
    ...(name === 'record' ? keys.map((code) => ({ head: `${KEY_HEAD}${code}`, width: WIDTH, isFilledIn: false })) : []),
  ]);
  const header = heads.map(({ head, isFilledIn }) => ({
    value: head,
    type: String,
    fontWeight: 'bold' as const,
    ...(isFilledIn ? { backgroundColor: TO_FILL_IN } : {}),
  }));
  return await writeExcelFile([
    {
      sheet: LIST_SHEET,
      data: [header, ...rows.map((row) => cellsOf(row, keys))],
      columns: heads.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
    },
    {
      sheet: 'How to fill it in',
      data: instructions(scope).map((value) => [{ value, type: String, wrap: true }]),
      columns: [{ width: 110 }],
    },
  ]).toBuffer();
}

function cellsOf({ data, hash, verdict }: ItemRow, keys: readonly string[]) {
  const state = verdict ? VERDICT_WORDS[verdict.verdict] : recordedRequests.unjudged(data).words;
  const cells = listCells(data, hash, { state, said: verdict?.reason ?? '' });
  const ofRecord = listKeys(data);
  return LIST_COLUMNS.flatMap(({ name, kind, by }) => [
    { ...cellOf(cells[name], kind), ...(by.length > 0 ? { backgroundColor: TO_FILL_IN } : {}) },
    ...(name === 'record' ? keys.map((code) => cellOf(ofRecord[code] ?? '', 'text')) : []),
  ]);
}

function cellOf(text: string, kind: (typeof LIST_COLUMNS)[number]['kind']) {
  if (kind === 'day' && /^\d{4}-\d{2}-\d{2}$/.test(text)) return { value: new Date(`${text}T00:00:00Z`), type: Date, format: DAY_FORMAT };
  if (kind === 'count' && /^\d+$/.test(text)) return { value: Number(text), type: Number };
  return { value: text, type: String, format: AS_TYPED };
}

function instructions(scope: VersionScope): string[] {
  return [
    `${reportTitle(scope)}: ${versionInWords(scope, scope.number)}.`,
    'A row is a case: an attribute of a record. Coloured columns are filled in, the others stay as they are. Rows may be sorted or left out, columns added.',
    'Data owners: name in “File” the file that shows the value, and in “As of” the day for which it holds. Several rows may name the same file. The files themselves are sent along when the list is given back.',
    `“Sort” is ${Object.values(SORT_LABELS)
      .map((label) => `“${label}”`)
      .join(', or ')}; left empty, it is told from the file. An extract of a system also takes “Query”, “Run on” and “Rows”.`,
    '“Value that it shows” is filled in only where it is another than the one reported, or cannot be read by a machine.',
    'Where evidence cannot be had, say why in “Cannot be had because”, and leave “File” empty.',
    'Testers: “Asked for” and “Due” may be changed; what is left empty stays as it is.',
    'Nothing is changed before the list is given back, looked through and confirmed. It takes effect as a whole or not at all.',
    '“Stamp” says which state of the case the row is about: where the case was changed since, the list says so and is downloaded again.',
  ];
}

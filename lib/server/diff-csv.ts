import { versionInWords } from '#domain/phase/chain-address';
import 'server-only';
import type { DiffQuery } from '#contract/read-inputs';
import type { DiffRow } from '#contract/views/diff-views';
import type { CellChange, ItemRow } from '#contract/views/row-views';
import { readDiff } from '#data/comparison/diff.queries';
import type { VersionScope } from '#data/people/access.queries';
import { csvLine } from '#domain/csv-cell';
import type { ItemData, Json } from '#domain/item/json';
import type { ActionContext } from './action';

const ROWS_A_READ = 500;
const HEADER = ['key', 'label', 'kind', 'field', 'before', 'after', 'masked'];

/** File name of a comparison that is downloaded. */
export function diffCsvName(scope: VersionScope): string {
  const words = versionInWords(scope, scope.number).toLowerCase();
  return `${words.replaceAll(/[^a-z0-9]+/g, '-')}-differences.csv`;
}

type Cell = Pick<CellChange, 'field' | 'before' | 'after' | 'masked'>;

/** One line a changed cell; an item that came or went as a whole has one for each of its fields. */
function linesOf(row: DiffRow): string {
  const cells: readonly Cell[] = row.cells.length > 0 ? row.cells : [...wholeItem(row.before, 'before'), ...wholeItem(row.after, 'after')];
  return cells
    .map((cell) => csvLine([row.key, row.label, row.kind, cell.field, cell.before, cell.after, cell.masked ? 'yes' : null]))
    .join('');
}

function wholeItem(item: ItemRow | null, side: 'before' | 'after'): Cell[] {
  if (!item) return [];
  return fieldsOf(item.data).map(([field, value]) => {
    const text = value === null || typeof value === 'string' ? value : JSON.stringify(value);
    return { field, before: null, after: null, [side]: text, masked: item.masked.includes(field) };
  });
}

/** A record's own values are fields of their own, as in a comparison. */
function fieldsOf(data: ItemData): [string, Json][] {
  return Object.entries(data).flatMap(([name, value]): [string, Json][] =>
    name === 'values' && isRecord(value) ? Object.entries(value).map(([code, one]) => [`values.${code}`, one]) : [[name, value]],
  );
}

function isRecord(value: Json): value is ItemData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads page after page as the browser takes it, so that no difference is ever held whole; the first one at once, so that whoever asks for what
 * there is not is told so in words, instead of in a file that breaks off. @throws Refusal as `readDiff`
 */
export async function diffCsv(
  { db, subject }: Pick<ActionContext, 'db' | 'subject'>,
  versionId: string,
  query: DiffQuery,
): Promise<ReadableStream<Uint8Array>> {
  const whole = { ...query, versionId, context: undefined, from: undefined, between: undefined, limit: ROWS_A_READ };
  const pageAfter = (after: string | null) => readDiff(db, subject, { ...whole, after });
  const encoder = new TextEncoder();
  // The byte order mark tells spreadsheets that this is UTF-8.
  let before = `\uFEFF${csvLine(HEADER)}`;
  let page = await pageAfter(null);
  let isSent = false;
  return new ReadableStream({
    async pull(controller) {
      if (isSent) page = await pageAfter(page.next);
      controller.enqueue(encoder.encode(before + page.rows.map(linesOf).join('')));
      before = '';
      isSent = true;
      if (page.next === null) controller.close();
    },
  });
}

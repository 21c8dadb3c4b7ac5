import 'server-only';
import type { DiffQuery } from '#contract/read-inputs';
import type { CellChange, DiffRow } from '#contract/views/version-views';
import type { VersionScope } from '#data/access.queries';
import { readDiff } from '#data/diff.queries';
import { csvLine } from '#domain/csv-cell';
import type { ActionContext } from './action';

const ROWS_A_READ = 500;
const HEADER = ['key', 'label', 'kind', 'field', 'before', 'after', 'masked'];

export function diffCsvName(scope: VersionScope): string {
  return `${scope.phase}${scope.instance ? `-${scope.instance.replaceAll(/[^\w-]/g, '_')}` : ''}-version-${scope.number}-differences.csv`;
}

/** One line a changed cell; items added or removed as a whole without changed cells get one line of their own. */
function linesOf(row: DiffRow): string {
  const line = (cell: CellChange | null): string =>
    csvLine([row.key, row.label, row.kind, cell?.field ?? null, cell?.before ?? null, cell?.after ?? null, cell?.masked ? 'yes' : null]);
  return row.cells.length === 0 ? line(null) : row.cells.map(line).join('');
}

/** Reads page after page as the browser takes it, so that no difference is ever held whole. */
export function diffCsv({ db, subject }: Pick<ActionContext, 'db' | 'subject'>, versionId: string, query: DiffQuery): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after: string | null = null;
  let begun = false;
  return new ReadableStream({
    async pull(controller) {
      if (!begun) {
        begun = true;
        // The byte order mark tells spreadsheets that this is UTF-8.
        controller.enqueue(encoder.encode(`\uFEFF${csvLine(HEADER)}`));
      }
      const page: Awaited<ReturnType<typeof readDiff>> = await readDiff(db, subject, { ...query, versionId, after, limit: ROWS_A_READ });
      if (page.rows.length > 0) controller.enqueue(encoder.encode(page.rows.map(linesOf).join('')));
      after = page.next;
      if (after === null) controller.close();
    },
  });
}

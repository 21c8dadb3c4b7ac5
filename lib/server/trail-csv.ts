import 'server-only';
import type { z } from 'zod';
import type { trailQuery } from '#contract/read-inputs';
import type { TrailPage, TrailRow } from '#contract/views/work-views';
import { readTrail } from '#data/trail/trail.queries';
import { csvLine } from '#domain/csv-cell';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import type { ActionContext } from './action';

const ROWS_A_READ = 500;
const HEADER = ['when (UTC)', 'who', 'role', 'what happened', 'report', 'phase', 'lane', 'version', 'changes', 'entry', 'hash'];

/** File name of entries of the trail that are downloaded. */
export const TRAIL_CSV_NAME = 'trail.csv';

function lineOf(row: TrailRow): string {
  const changes = row.changes.map(({ field, from, to }) => `${field}: ${from ?? 'blank'} → ${to ?? 'blank'}`).join('; ');
  const place = [row.reportName, row.phase && PHASE_LABELS[row.phase], row.instance, row.versionNumber?.toString() ?? null];
  return csvLine([row.at, row.by.name, row.by.role, row.sentence, ...place, changes, String(row.seq), row.hash]);
}

/**
 * Reads page after page as the browser takes it, newest first, so that the trail is never held whole. The first is read before anything is
 * answered: what is refused is refused in words, and no file. `begun` is awaited then, before the file is read.
 */
export async function trailCsv(
  { db, subject }: Pick<ActionContext, 'db' | 'subject'>,
  query: z.output<typeof trailQuery>,
  begun: () => Promise<void>,
): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  const read = (after: string | null, limit = ROWS_A_READ): Promise<TrailPage> => readTrail(db, subject, { ...query, after, limit });
  // One row says whether it is answered at all; the file is read after its own entry is there, which it holds too.
  await read(null, 1);
  await begun();
  let after: string | null = null;
  let isFirst = true;
  return new ReadableStream({
    async pull(controller) {
      // The byte order mark tells spreadsheets that this is UTF-8.
      if (isFirst) controller.enqueue(encoder.encode(`\uFEFF${csvLine(HEADER)}`));
      isFirst = false;
      const page = await read(after);
      if (page.rows.length > 0) controller.enqueue(encoder.encode(page.rows.map(lineOf).join('')));
      after = page.next;
      if (after === null) controller.close();
    },
  });
}

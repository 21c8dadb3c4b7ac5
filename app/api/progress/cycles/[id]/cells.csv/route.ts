import { cycleParams, cycleProgressQuery } from '#contract/progress-inputs';
import { readCycleProgress } from '#data/progress/cycle-progress.queries';
import { recordProgressExport } from '#data/trail/export.commands';
import { deskOwner } from '#server/permitted';
import { progressCsv } from '#server/progress-csv';
import { progressFileName } from '#server/progress-table';
import { route } from '#server/route';

/** The heat map of a cycle as CSV, as it is filtered: formula cells neutralised, noted in the trail before the first byte. */
export const GET = route({ params: cycleParams, query: cycleProgressQuery }, async ({ db, subject }, { params, query }) => {
  const view = await readCycleProgress(db.pool, subject, { cycle: params.id, filter: query });
  await recordProgressExport(db, deskOwner(subject), { cycleName: view.cycle.name, reports: view.reports.length });
  return new Response(progressCsv(view), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${progressFileName(view, 'csv')}"`,
      'cache-control': 'no-store',
    },
  });
});

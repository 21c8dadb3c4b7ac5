import { cycleParams, cycleProgressQuery } from '#contract/progress-inputs';
import { readCycleProgress } from '#data/progress/cycle-progress.queries';
import { recordProgressExport } from '#data/trail/export.commands';
import { deskOwner } from '#server/permitted';
import { progressFileName } from '#server/progress-table';
import { progressXlsx } from '#server/progress-xlsx';
import { route } from '#server/route';

/** The heat map of a cycle as a workbook, as it is filtered; noted in the trail before the first byte. */
export const GET = route({ params: cycleParams, query: cycleProgressQuery }, async ({ db, subject }, { params, query }) => {
  const view = await readCycleProgress(db.pool, subject, { cycle: params.id, filter: query });
  await recordProgressExport(db, deskOwner(subject), { cycleName: view.cycle.name, reports: view.reports.length });
  return new Response(new Uint8Array(await progressXlsx(view)), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="${progressFileName(view, 'xlsx')}"`,
      'cache-control': 'no-store',
    },
  });
});

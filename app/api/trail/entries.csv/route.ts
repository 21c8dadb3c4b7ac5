import { trailQuery } from '#contract/read-inputs';
import { recordTrailExport } from '#data/trail/export.commands';
import { cycleReportFor, deskOwner } from '#server/permitted';
import { route } from '#server/route';
import { TRAIL_CSV_NAME, trailCsv } from '#server/trail-csv';

/** Entries of the trail as CSV: what the page shows, formula cells neutralised, noted in the trail before the first byte. */
export const GET = route({ query: trailQuery }, async (context, { query }) => {
  const { cycleReportId = null } = query;
  const actor = cycleReportId === null ? deskOwner(context.subject) : (await cycleReportFor(context, cycleReportId, 'view')).actor;
  const noted = (): Promise<void> => recordTrailExport(context.db, actor, { cycleReportId, what: TRAIL_CSV_NAME });
  return new Response(await trailCsv(context, query, noted), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${TRAIL_CSV_NAME}"`,
      'cache-control': 'no-store',
    },
  });
});

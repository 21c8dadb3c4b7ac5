import { cycleParams, cycleProgressQuery } from '#contract/progress-inputs';
import { exportProgress } from '#server/progress-export';
import { route } from '#server/route';
import { cycleFileName } from '#server/table-cell';
import { csvResponse } from '#server/table-response';

/** The heat map of a cycle as CSV, as it is filtered; noted in the trail before the first byte. */
export const GET = route({ params: cycleParams, query: cycleProgressQuery }, async (context, { params, query }) => {
  const { cycleName, table } = await exportProgress(context, { cycle: params.id, filter: query });
  return csvResponse(cycleFileName(cycleName, 'progress', 'csv'), table);
});

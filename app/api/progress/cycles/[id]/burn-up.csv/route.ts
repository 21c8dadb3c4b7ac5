import { burnUpQuery, cycleParams } from '#contract/progress-inputs';
import { exportBurnUp } from '#server/progress-export';
import { route } from '#server/route';
import { cycleFileName } from '#server/table-cell';
import { csvResponse } from '#server/table-response';

/** The burn-up of a cycle as CSV, as it is filtered; noted in the trail before the first byte. */
export const GET = route({ params: cycleParams, query: burnUpQuery }, async (context, { params, query: { phase, ...filter } }) => {
  const { cycleName, table } = await exportBurnUp(context, { cycle: params.id, filter, phase });
  return csvResponse(cycleFileName(cycleName, 'burn-up', 'csv'), table);
});

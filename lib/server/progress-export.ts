import 'server-only';
import type { CycleProgressView } from '#contract/views/progress-views';
import { type BurnUpRequest, readBurnUp } from '#data/progress/burn-up.queries';
import { readCycleProgress } from '#data/progress/cycle-progress.queries';
import { recordProgressExport } from '#data/trail/export.commands';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import type { ActionContext } from './action';
import { burnUpTable } from './burn-up-table';
import { deskOwner } from './permitted';
import { progressTable } from './progress-table';
import type { Table } from './table-cell';

type Request = Pick<BurnUpRequest, 'filter'> & { cycle: string };

/** The heat map of a cycle, to be taken along; noted in the trail first. @throws Refusal `not_found` */
export async function exportProgress({ db, subject }: ActionContext, request: Request): Promise<{ cycleName: string; table: Table }> {
  const view = await readCycleProgress(db.pool, subject, request);
  await recordProgressExport(db, deskOwner(subject), standsInWords(view));
  return { cycleName: view.cycle.name, table: progressTable(view) };
}

/** The burn-up of a cycle, to be taken along; noted in the trail first. @throws Refusal `not_found` */
export async function exportBurnUp({ db, subject }: ActionContext, request: BurnUpRequest): Promise<{ cycleName: string; table: Table }> {
  const view = await readBurnUp(db.pool, subject, request);
  const of = view.phase === null ? view.cycle.name : `${PHASE_LABELS[view.phase]} in ${view.cycle.name}`;
  await recordProgressExport(db, deskOwner(subject), `burn-up of ${of}`);
  return { cycleName: view.cycle.name, table: burnUpTable(view) };
}

function standsInWords({ cycle, reports }: CycleProgressView): string {
  return `where ${cycle.name} stands, ${reports.length === 1 ? '1 report' : `${reports.length} reports`}`;
}

'use client';
import { Download } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { cellsHref, useCycleProgress, usePeopleWithTurns } from '#client/progress';
import { RequestFailed } from '#client/request-failed';
import { buttonClass } from '#components/ui/button-class';
import { type KeyGroup, useKeysOfPage } from '#components/ui/keys-dialog';
import { EmptyState, ErrorState, ForbiddenState, SkeletonRows } from '#components/ui/states';
import { useIsWide } from '#components/ui/use-media';
import { instanceRows, reportRows } from '#contract/progress-numbers';
import type { CycleProgressView, CycleRef } from '#contract/views/progress-views';
import { PHASES } from '#domain/phase/phase-names';
import { INSTANCE_STATE_LABELS, INSTANCE_STATES } from '#domain/progress/instance-state';
import { CellPanel } from './cell-panel';
import { percentWords } from './cell-words';
import { HeatList } from './heat-list';
import { HeatMap, type OpenedCell } from './heat-map';
import { InstanceStateBadge } from './instance-state';
import { NumberLink } from './number-link';
import { ProgressFilters } from './progress-filters';
import { ProgressHead } from './progress-head';
import { useProgressFilter } from './use-progress-filter';

const KEYS: readonly KeyGroup[] = [
  {
    title: 'Reports by phases',
    keys: [
      { keys: ['↑', '↓', '←', '→'], does: 'Walk the cells' },
      { keys: ['Enter'], does: 'Open the cell' },
      { keys: ['Home', 'End'], does: 'Go to the ends of the row, with Ctrl of all' },
    ],
  },
];

/** Where a cycle stands: its reports by phases, what is late first; filters and the opened cell live in the address. */
export function CycleScreen({ cycles }: { cycles: readonly CycleRef[] }) {
  useKeysOfPage(KEYS);
  const filter = useProgressFilter(cycles);
  const [cell, setCell] = useQueryState('cell', parseAsString.withOptions({ history: 'push' }));
  const query = useCycleProgress(filter.cycleId, filter.filter);
  const people = usePeopleWithTurns(filter.cycleId);
  const wide = useIsWide();
  const view = query.data;
  const opened = cellIn(cell);
  const open = ({ cycleReportId, phase }: OpenedCell) => void setCell(`${cycleReportId}:${phase}`);
  const gone = query.error instanceof RequestFailed && query.error.code === 'not_found';
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ProgressHead
        title="Progress"
        cycles={cycles}
        filter={filter}
        actions={
          <>
            {(['csv', 'xlsx'] as const).map((ending) => (
              <a key={ending} href={cellsHref(filter.cycleId, filter.filter, ending)} download className={buttonClass('secondary')}>
                <Download aria-hidden className="size-4" />
                {ending.toUpperCase()}
              </a>
            ))}
          </>
        }
      />
      <div className="shrink-0 px-4 md:px-6">
        <ProgressFilters filter={filter} lobs={view?.lobs ?? []} people={people} />
        {view ? <Totals view={view} /> : null}
      </div>
      <div className="flex min-h-0 flex-1 md:border-t md:border-line">
        <div className="min-h-0 min-w-0 flex-1 px-4 pb-6 md:overflow-auto md:px-6 md:pt-3">
          {query.error ? (
            gone ? (
              <ForbiddenState />
            ) : (
              <ErrorState message={query.error.message} onRetry={() => void query.refetch()} />
            )
          ) : null}
          {query.isPending ? <SkeletonRows label="Loading progress" /> : null}
          {view && view.reports.length === 0 ? (
            <EmptyState title={filter.filtered ? 'Nothing matches' : 'No reports in this cycle yet'}>
              {filter.filtered ? 'Widen the filters to see more.' : 'Add reports to it under Cycles.'}
            </EmptyState>
          ) : null}
          {view && view.reports.length > 0 ? (
            wide ? (
              <HeatMap view={view} opened={opened} onOpen={open} />
            ) : (
              <HeatList view={view} onOpen={open} />
            )
          ) : null}
        </div>
        {view && opened ? (
          <CellPanel key={cell} view={view} opened={opened} onClose={() => void setCell(null, { history: 'replace' })} />
        ) : null}
      </div>
    </div>
  );
}

/** How many of everything, by state, which is the legend as well; each number opens what it counts. */
function Totals({ view }: { view: CycleProgressView }) {
  return (
    <ul aria-label="In all" className="flex flex-wrap items-center gap-x-4 gap-y-1 pb-2 text-sm">
      <li>
        <NumberLink n={view.reports.length} rows={reportRows(view)} of="reports shown" /> reports
        {view.progress ? (
          <span className="text-muted" title={`Mean of ${view.progress.of} reports; those closed unfinished are left out`}>
            , {view.progress.atLeast ? 'at least ' : ''}
            {percentWords(view.progress.progress)} of the work
          </span>
        ) : null}
      </li>
      <li title="Each phase counts once; in lanes, once for each line of business">
        <NumberLink n={view.known} rows={instanceRows(view)} of="phases in all" /> phases:
      </li>
      {INSTANCE_STATES.filter((state) => state !== 'dropped' || (view.counts.dropped ?? 0) > 0).map((state) => (
        <li key={state} className="flex items-center gap-1">
          <InstanceStateBadge state={state} />
          <NumberLink n={view.counts[state] ?? 0} rows={instanceRows(view, { state })} of={INSTANCE_STATE_LABELS[state].toLowerCase()} />
        </li>
      ))}
    </ul>
  );
}

function cellIn(text: string | null): OpenedCell | null {
  const [cycleReportId, name] = (text ?? '').split(':');
  const phase = PHASES.find((each) => each === name);
  return cycleReportId && phase ? { cycleReportId, phase } : null;
}

'use client';
import type { KeyboardEvent } from 'react';
import { cx } from '#components/ui/cx';
import { instanceRows } from '#contract/progress-numbers';
import type { CycleProgressView, ProgressCell, ReportLine } from '#contract/views/progress-views';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import type { InstanceState } from '#domain/progress/instance-state';
import { Age } from './age';
import { cellWords } from './cell-words';
import { InstanceStateBadge } from './instance-state';
import { NumberLink } from './number-link';

/** The ground of a cell: what is late stands out, what is finished recedes. */
const GROUND: Record<InstanceState, string> = {
  past_due: 'bg-bad-ground',
  at_risk: 'bg-warn-ground',
  waiting: '',
  in_progress: '',
  not_started: '',
  dropped: '',
  complete: 'bg-good-ground/40',
};
/** The bar at the foot of a cell, as long as its workflow progress. */
const BAR: Record<InstanceState, string> = {
  past_due: 'bg-bad',
  at_risk: 'bg-warn',
  waiting: 'bg-active',
  in_progress: 'bg-active',
  not_started: 'bg-idle',
  dropped: 'bg-idle',
  complete: 'bg-good',
};

/** What a cell holds: state in words, how many are finished of how many, and how long the oldest turn has lasted. */
export function CellContent({
  view,
  report,
  cell,
  inGrid,
}: {
  view: CycleProgressView;
  report: ReportLine;
  cell: ProgressCell;
  inGrid?: boolean;
}) {
  const of = { report: report.cycleReportId, phase: cell.phase };
  const where = `${PHASE_LABELS[cell.phase]}, ${report.reportName}`;
  return (
    <>
      <InstanceStateBadge state={cell.state} className="max-w-full" />
      <span className="flex items-center gap-0.5 text-xs">
        {cell.spread ? (
          <>
            <NumberLink
              n={cell.counts.complete ?? 0}
              rows={instanceRows(view, { ...of, state: 'complete' })}
              of={`finished in ${where}`}
              inGrid={inGrid}
              roomy
            />
            <span aria-hidden className="text-faint">
              /
            </span>
            <NumberLink n={cell.known} rows={instanceRows(view, of)} of={`in all in ${where}`} inGrid={inGrid} roomy />
          </>
        ) : (
          <span className="text-faint">not known yet</span>
        )}
        {cell.since ? <Age since={cell.since} className="ml-auto truncate text-muted" /> : null}
      </span>
    </>
  );
}

interface HeatCellProps {
  view: CycleProgressView;
  report: ReportLine;
  cell: ProgressCell;
  /** Its place in the grid: "2:3". */
  place: string;
  tabStop: boolean;
  opened: boolean;
  onOpen: () => void;
  onFocus: () => void;
}

/** One phase of one report in the heat map. Enter opens what stands behind it; so does a click beside its numbers. */
export function HeatCell({ view, report, cell, place, tabStop, opened, onOpen, onFocus }: HeatCellProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <div
      role="gridcell"
      tabIndex={tabStop ? 0 : -1}
      data-cell={place}
      data-ring="inside"
      aria-selected={opened}
      title={cellWords(cell)}
      onClick={cell.planned ? onOpen : undefined}
      onKeyDown={cell.planned ? onKeyDown : undefined}
      onFocus={onFocus}
      className={cx(
        'relative flex min-w-0 flex-col justify-center gap-0.5 border-l border-line px-2 py-1',
        cell.planned && 'cursor-pointer hover:bg-hover',
        cell.planned && GROUND[cell.state],
        opened && 'outline-2 -outline-offset-2 outline-accent',
      )}
    >
      {cell.planned ? (
        <>
          <CellContent view={view} report={report} cell={cell} inGrid />
          <span aria-hidden className="absolute inset-x-0 bottom-0 h-0.5">
            <span className={cx('block h-full', BAR[cell.state])} style={{ width: `${cell.progress * 100}%` }} />
          </span>
        </>
      ) : (
        <span className="text-xs text-faint">Not in this plan</span>
      )}
    </div>
  );
}

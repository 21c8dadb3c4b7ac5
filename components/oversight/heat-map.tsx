'use client';
import Link from 'next/link';
import { reportHref } from '#contract/addresses';
import type { CycleProgressView, ReportLine } from '#contract/views/progress-views';
import { PHASE_LABELS, type PhaseName } from '#domain/phase/phase-names';
import { percentWords } from './cell-words';
import { HeatCell } from './heat-cell';
import { useGridFocus } from './use-grid-focus';

/** Which cell is open beside the map. */
export interface OpenedCell {
  cycleReportId: string;
  phase: PhaseName;
}

interface HeatMapProps {
  view: CycleProgressView;
  opened: OpenedCell | null;
  onOpen: (cell: OpenedCell) => void;
}

/** Reports by phases, the worst report first. Phases that no report plans share one narrow column. */
export function HeatMap({ view, opened, onOpen }: HeatMapProps) {
  const phases = view.phases.filter((phase) => !view.unplanned.includes(phase));
  const { grid, onKeyDown, isTabStop, onFocus } = useGridFocus({ rows: view.reports.length, columns: phases.length + 1 });
  const rest = view.unplanned.map((phase) => PHASE_LABELS[phase]).join(', ');
  const template = `minmax(190px,1.4fr) repeat(${phases.length}, minmax(122px,1fr)) ${rest === '' ? '' : '28px'}`;
  return (
    <div
      ref={grid}
      role="grid"
      aria-label="Reports by phases"
      aria-rowcount={view.reports.length + 1}
      onKeyDown={onKeyDown}
      className="min-w-fit rounded-lg border border-line bg-surface text-sm"
    >
      <div
        role="row"
        className="sticky top-0 z-10 grid rounded-t-lg border-b border-line bg-sunken text-xs text-muted"
        style={{ gridTemplateColumns: template }}
      >
        <span role="columnheader" className="px-3 py-1.5">
          Report
        </span>
        {phases.map((phase) => (
          <span key={phase} role="columnheader" className="truncate border-l border-line px-2 py-1.5" title={PHASE_LABELS[phase]}>
            {PHASE_LABELS[phase]}
          </span>
        ))}
        {rest === '' ? null : (
          <span role="columnheader" className="border-l border-line py-1.5 text-center" title={`In no plan: ${rest}`}>
            <span aria-hidden>…</span>
            <span className="sr-only">In no plan: {rest}</span>
          </span>
        )}
      </div>
      {view.reports.map((report, row) => (
        <div
          key={report.cycleReportId}
          role="row"
          aria-rowindex={row + 2}
          className="grid min-h-14 border-b border-line last:border-b-0"
          style={{ gridTemplateColumns: template }}
        >
          <ReportHead report={report} place={`${row}:0`} tabStop={isTabStop(row, 0)} onFocus={() => onFocus(row, 0)} />
          {phases.map((phase, index) => {
            const cell = report.cells.find((each) => each.phase === phase);
            if (cell === undefined) return null;
            const column = index + 1;
            const at = { cycleReportId: report.cycleReportId, phase };
            return (
              <HeatCell
                key={phase}
                view={view}
                report={report}
                cell={cell}
                place={`${row}:${column}`}
                tabStop={isTabStop(row, column)}
                opened={opened?.cycleReportId === at.cycleReportId && opened.phase === phase}
                onOpen={() => onOpen(at)}
                onFocus={() => onFocus(row, column)}
              />
            );
          })}
          {rest === '' ? null : (
            <span role="gridcell" className="border-l border-line bg-sunken">
              <span className="sr-only">In no plan</span>
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

interface ReportHeadProps {
  report: ReportLine;
  place: string;
  tabStop: boolean;
  onFocus: () => void;
}

function ReportHead({ report, place, tabStop, onFocus }: ReportHeadProps) {
  return (
    <div role="rowheader" className="flex min-w-0 flex-col justify-center px-3 py-1">
      <Link
        href={reportHref(report.cycleReportId)}
        prefetch={false}
        data-cell={place}
        tabIndex={tabStop ? 0 : -1}
        onFocus={onFocus}
        title={report.reportName}
        className="truncate leading-6 font-medium hover:underline"
      >
        {report.reportName}
      </Link>
      <span className="truncate text-xs text-muted">{reportWords(report)}</span>
    </div>
  );
}

/** How far a report is, by the mean over its phases, and who tests it. */
export function reportWords({ state, progress, atLeast, dropped, tester }: ReportLine): string {
  const far = `${atLeast ? 'at least ' : ''}${percentWords(progress)}`;
  const how = state === 'not_started' ? 'Not started' : dropped ? `Dropped at ${far}` : state === 'closed' ? 'Closed' : far;
  return `${how} · ${tester ?? 'no tester'}`;
}

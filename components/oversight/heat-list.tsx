'use client';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { reportHref } from '#contract/addresses';
import type { CycleProgressView } from '#contract/views/progress-views';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { INSTANCE_STATES } from '#domain/progress/instance-state';
import { CellContent } from './heat-cell';
import { type OpenedCell, reportWords } from './heat-map';

const AT_ONCE = 50;

/** The heat map on a telephone: a card a report, with the phases that are open, the worst first, and those that have been. */
export function HeatList({ view, onOpen }: { view: CycleProgressView; onOpen: (cell: OpenedCell) => void }) {
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <>
      <ul aria-label="Reports" className="flex flex-col gap-3">
        {view.reports.slice(0, shown).map((report) => (
          <li key={report.cycleReportId} className="rounded-lg border border-line bg-surface">
            <div className="border-b border-line px-3 py-2">
              <Link
                href={reportHref(report.cycleReportId)}
                prefetch={false}
                className="block truncate leading-6 font-medium hover:underline"
              >
                {report.reportName}
              </Link>
              <p className="truncate text-xs text-muted">{reportWords(report)}</p>
            </div>
            <ul>
              {report.cells
                .filter(({ planned, state }) => planned && state !== 'not_started')
                .sort((one, other) => INSTANCE_STATES.indexOf(one.state) - INSTANCE_STATES.indexOf(other.state))
                .map((cell) => (
                  <li key={cell.phase} className="border-b border-line px-3 py-2 text-sm last:border-b-0">
                    <button
                      type="button"
                      onClick={() => onOpen({ cycleReportId: report.cycleReportId, phase: cell.phase })}
                      className="flex min-h-6 w-full items-center text-left font-medium underline decoration-line-strong underline-offset-2"
                    >
                      {PHASE_LABELS[cell.phase]}
                    </button>
                    <div className="flex flex-wrap items-center gap-x-3">
                      <CellContent view={view} report={report} cell={cell} />
                    </div>
                  </li>
                ))}
              {report.cells.every(({ planned, state }) => !planned || state === 'not_started') ? (
                <li className="px-3 py-2 text-sm text-muted">Nothing has begun</li>
              ) : null}
            </ul>
          </li>
        ))}
      </ul>
      {view.reports.length > shown ? (
        <Button className="mt-3" onClick={() => setShown(shown + AT_ONCE)}>
          Show more
        </Button>
      ) : null}
    </>
  );
}

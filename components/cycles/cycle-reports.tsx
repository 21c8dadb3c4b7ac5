'use client';
import Link from 'next/link';
import { useState } from 'react';
import { startReport } from '#actions/start-report';
import { useCommand } from '#client/use-command';
import { AssignDialog } from '#components/progress/assign-dialog';
import { PhaseStrip } from '#components/progress/phase-strip';
import { ProcessVersion } from '#components/progress/process-version';
import { Badge, type Hue } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { useDayWords } from '#components/ui/day-words';
import { DueLabel } from '#components/ui/due-label';
import { Person } from '#components/ui/person';
import { RelativeTime } from '#components/ui/relative-time';
import { reportHref, versionHref } from '#contract/addresses';
import type { CycleTile, ReportView } from '#contract/views/work-views';
import type { CycleReportType } from '#domain/version/workflow-types';
import { type CycleReport, isThrough, openTiles } from './report-order';

const STATES: Record<ReportView['state'], { word: string; hue: Hue }> = {
  not_started: { word: 'Not started', hue: 'idle' },
  running: { word: 'Running', hue: 'active' },
  closed: { word: 'Closed', hue: 'good' },
  stopped: { word: 'Stopped', hue: 'bad' },
};

/** Nine signs stand in one line where there is room, else in two. */
const COLUMNS =
  'md:grid-cols-[minmax(150px,2fr)_minmax(120px,1.2fr)_minmax(110px,1.2fr)_72px_112px_136px] xl:grid-cols-[minmax(170px,2fr)_minmax(130px,1.2fr)_minmax(120px,1.2fr)_88px_132px_248px]';

/** The reports of a cycle, one a line: what stands, whom it waits for, since when, until when, and start where it has not begun. */
export function CycleReports({ reports, ...rest }: { reports: readonly CycleReport[] } & Omit<ReportLineProps, 'report'>) {
  return (
    <div role="table" aria-label="Reports" className="overflow-hidden rounded-lg border border-line bg-surface">
      <div role="row" className={`hidden gap-x-4 border-b border-line bg-sunken px-4 py-1.5 text-xs text-muted md:grid ${COLUMNS}`}>
        {['Report', 'Now', 'Waits for', 'Since', 'Due', 'Phases'].map((head) => (
          <span key={head} role="columnheader">
            {head}
          </span>
        ))}
      </div>
      {reports.map((report) => (
        <ReportLine key={report.cycleReportId} report={report} {...rest} />
      ))}
    </div>
  );
}

interface ReportLineProps {
  report: CycleReport;
  manages: boolean;
  /** By which version of the process reports start; another is named. */
  startsBy: CycleReportType;
}

function ReportLine({ report, manages, startsBy }: ReportLineProps) {
  const dayWords = useDayWords();
  const start = useCommand(startReport);
  const [assigning, setAssigning] = useState(false);
  const [first, ...others] = openTiles(report);
  return (
    <div className="border-b border-line last:border-b-0">
      <div role="row" className={`grid items-center gap-x-4 gap-y-1.5 px-4 py-2 text-sm hover:bg-hover ${COLUMNS}`}>
        <div role="cell" className="min-w-0">
          <Link href={reportHref(report.cycleReportId)} title={report.reportName} className="block truncate font-medium hover:underline">
            {report.reportName}
          </Link>
          <People report={report} />
          {report.version === null || report.version.type === startsBy ? null : (
            <span className="block text-xs text-muted">
              <ProcessVersion version={report.version} />
            </span>
          )}
        </div>
        <div role="cell" className="min-w-0">
          {first ? <PhaseNow tile={first} others={others.length} /> : <Standing report={report} />}
        </div>
        <div role="cell" className="min-w-0 truncate">
          {first?.turn ? <Person name={first.turn} /> : <span className="text-faint max-md:hidden">–</span>}
        </div>
        <div role="cell" className="text-xs text-muted">
          {first?.since ? <RelativeTime at={first.since} /> : <span className="text-faint max-md:hidden">–</span>}
        </div>
        <div role="cell" className="text-xs">
          {first ? (
            <DueLabel due={first.schedule} at={first.dueAt} />
          ) : (
            <span className="text-muted">{report.dueOn ? `Report by ${dayWords(report.dueOn)}` : 'No due date'}</span>
          )}
        </div>
        <div role="cell" className="flex items-center md:justify-end">
          {report.state === 'not_started' ? (
            <span className="flex gap-1">
              {manages ? (
                <Button size="sm" variant="ghost" onClick={() => setAssigning(true)}>
                  Assign
                </Button>
              ) : null}
              <Button
                size="sm"
                variant="primary"
                busy={start.busy}
                disabledReason={report.start.why}
                onClick={() => void start.send({ cycleReportId: report.cycleReportId })}
              >
                Start
              </Button>
            </span>
          ) : (
            <PhaseStrip tiles={report.tiles.filter((tile) => tile.inPlan)} />
          )}
        </div>
      </div>
      {start.state.step === 'refused' || start.state.step === 'unconfirmed' ? (
        <p role="alert" className="px-4 pb-2 text-xs text-bad">
          {start.state.message}
        </p>
      ) : null}
      {assigning ? <AssignDialog report={report} onClose={() => setAssigning(false)} /> : null}
    </div>
  );
}

/** The open phase that is the most urgent, and how many others are open beside it. */
function PhaseNow({ tile, others }: { tile: CycleTile; others: number }) {
  return (
    <>
      <Link href={versionHref(tile)} title={tile.label} className="block truncate hover:underline">
        {tile.label}
      </Link>
      <span className="block text-xs text-muted">
        {tile.state === 'waiting' ? 'Waiting for approval' : 'In progress'}
        {others > 0 ? `, ${others} more open` : ''}
      </span>
    </>
  );
}

/** Where a report stands in which nothing is open. */
function Standing({ report }: { report: CycleReport }) {
  if (report.state === 'running' && isThrough(report))
    return (
      <Badge hue="good" look="plain">
        All phases approved
      </Badge>
    );
  const { word, hue } = STATES[report.state];
  return (
    <Badge hue={hue} look="plain">
      {word}
    </Badge>
  );
}

function People({ report: { tester, owner } }: { report: CycleReport }) {
  return (
    <span className="block truncate text-xs text-muted">
      {tester ? `Tester ${tester.name}` : 'No tester assigned'} · {owner ? `Owner ${owner.name}` : 'No owner'}
    </span>
  );
}

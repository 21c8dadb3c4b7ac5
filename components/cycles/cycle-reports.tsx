'use client';
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { startReport } from '#actions/start-report';
import { useCommand } from '#client/use-command';
import { AssignDialog } from '#components/progress/assign-dialog';
import { PhaseStrip } from '#components/progress/phase-strip';
import { dayWords } from '#components/progress/report-screen';
import { Badge, type Hue } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { Person } from '#components/ui/person';
import { reportHref } from '#contract/addresses';
import type { CycleView, ReportView } from '#contract/views/work-views';

type CycleReport = CycleView['reports'][number];

const STATES: Record<ReportView['state'], { word: string; hue: Hue }> = {
  not_started: { word: 'Not started', hue: 'idle' },
  running: { word: 'Running', hue: 'active' },
  closed: { word: 'Closed', hue: 'good' },
  stopped: { word: 'Stopped', hue: 'bad' },
};

/** The reports of a cycle, one a line: people, due date, nine phases, and start where it has not begun. `manages`: may assign. */
export function CycleReports({ cycle, manages }: { cycle: CycleView; manages: boolean }) {
  return (
    <ul className="overflow-hidden rounded-lg border border-line bg-surface">
      {cycle.reports.map((report) => (
        <li key={report.cycleReportId} className="border-b border-line last:border-b-0">
          <ReportLine report={report} manages={manages} />
        </li>
      ))}
    </ul>
  );
}

function ReportLine({ report, manages }: { report: CycleReport; manages: boolean }) {
  const start = useCommand(startReport);
  const [assigning, setAssigning] = useState(false);
  const state = STATES[report.state];
  return (
    <div className="grid items-center gap-x-4 gap-y-2 px-4 py-2.5 text-sm hover:bg-hover md:grid-cols-[minmax(180px,2fr)_minmax(150px,1fr)_minmax(110px,auto)_272px_116px]">
      <div className="min-w-0">
        <Link href={reportHref(report.cycleReportId)} className="block truncate font-medium hover:underline">
          {report.reportName}
        </Link>
        <Badge hue={state.hue} look="plain">
          {state.word}
        </Badge>
      </div>
      <div className="min-w-0 text-xs">
        {report.tester ? <Person name={report.tester.name} role="Tester" /> : <span className="text-faint">No tester assigned</span>}
        <span className="mt-0.5 block">
          {report.owner ? <Person name={report.owner.name} role="Owner" /> : <span className="text-faint">No owner</span>}
        </span>
      </div>
      <p className="text-xs text-muted">{report.dueOn ? `Due ${dayWords(report.dueOn)}` : 'No due date'}</p>
      <PhaseStrip tiles={report.tiles} />
      <div className="flex items-center justify-end gap-1">
        {report.state === 'not_started' ? (
          <>
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
          </>
        ) : (
          <Link
            href={reportHref(report.cycleReportId)}
            aria-label={`Open ${report.reportName}`}
            className="hidden size-7 items-center justify-center rounded-md text-muted md:flex hover:bg-selected hover:text-ink"
          >
            <ChevronRight aria-hidden className="size-4" />
          </Link>
        )}
      </div>
      {start.state.step === 'refused' || start.state.step === 'unconfirmed' ? (
        <p role="alert" className="text-xs text-bad md:col-span-full">
          {start.state.message}
        </p>
      ) : null}
      {assigning ? <AssignDialog report={report} onClose={() => setAssigning(false)} /> : null}
    </div>
  );
}

'use client';
import { OctagonAlert, PackageOpen, UserRoundCog, Workflow } from 'lucide-react';
import Link from 'next/link';
import { useReport } from '#client/report';
import { RequestFailed } from '#client/request-failed';
import { Badge, type Hue } from '#components/ui/badge';
import { buttonClass } from '#components/ui/button-class';
import { HiddenTitle } from '#components/ui/hidden-title';
import { PageHeader } from '#components/ui/page-header';
import { ErrorState, ForbiddenState, Skeleton } from '#components/ui/states';
import { Notice } from '#components/version/notice';
import { ReceiptNotice } from '#components/version/receipt-notice';
import { packagesHref } from '#contract/addresses';
import type { PhaseTile, ReportView } from '#contract/views/work-views';
import { reportRunsHref } from '#contract/workflow-addresses';
import { changedClocksInWords } from './clock-words';
import { LaneBoard } from './lane-board';
import { PhaseBoard } from './phase-board';
import { PlannedVersion } from './planned-version';
import { namedCommands, ReportActions, useReportCommands } from './report-actions';
import { ReportMeta } from './report-meta';
import { RightsChangeLine } from './rights-changes';
import { Timeline } from './timeline';

const STATES: Record<ReportView['state'], { word: string; hue: Hue }> = {
  not_started: { word: 'Not started', hue: 'idle' },
  running: { word: 'Running', hue: 'active' },
  closed: { word: 'Closed', hue: 'good' },
  stopped: { word: 'Stopped', hue: 'bad' },
};

/** One report of a cycle: the nine phases as a board and the timeline of what happened. */
export function ReportScreen({ cycleReportId }: { cycleReportId: string }) {
  const query = useReport(cycleReportId);
  const commands = useReportCommands();
  if (query.error) {
    const gone = query.error instanceof RequestFailed && query.error.code === 'not_found';
    return (
      <>
        <HiddenTitle>Report</HiddenTitle>
        {gone ? <ForbiddenState /> : <ErrorState message={query.error.message} onRetry={() => void query.refetch()} />}
      </>
    );
  }
  if (!query.data) return <ReportSkeleton />;
  const report = query.data;
  return (
    <>
      <div className="border-b border-line">
        <PageHeader
          trail={[{ label: report.cycleName, href: '/cycles' }]}
          title={report.reportName}
          badges={<Badge hue={STATES[report.state].hue}>{STATES[report.state].word}</Badge>}
          meta={<ReportMeta report={report} />}
          actions={
            <>
              {report.runs ? (
                <Link
                  href={reportRunsHref(cycleReportId, report.state === 'closed' ? 'ended' : 'running')}
                  className={buttonClass('ghost')}
                >
                  <Workflow aria-hidden className="size-4" />
                  Workflows
                </Link>
              ) : null}
              {report.packages ? (
                <Link href={packagesHref(cycleReportId)} className={buttonClass('ghost')}>
                  <PackageOpen aria-hidden className="size-4" />
                  Packages
                </Link>
              ) : null}
              {report.whole ? <ReportActions report={report} commands={commands} /> : null}
            </>
          }
        />
        {namedCommands(commands).map((command) => (
          <ReceiptNotice key={command.noun} command={command} />
        ))}
        {report.state === 'stopped' ? (
          <Notice hue="bad" icon={OctagonAlert}>
            <span className="font-medium">The process behind this report has stopped.</span> The record is complete; an administrator can
            restart it.
          </Notice>
        ) : null}
        {report.behind ? (
          <Notice hue="bad" icon={OctagonAlert}>
            <span className="font-medium">The database is older than what this report’s process has carried out.</span> Nothing of it can be
            changed until the newer database is restored, or an administrator restarts the report from what is here.
          </Notice>
        ) : null}
        <PlannedVersion report={report} cancel={commands.cancelUpgrade} />
        {report.rights.map((change) => (
          <Notice key={change.id} hue={change.brokenGlass === null ? 'warn' : 'bad'} icon={UserRoundCog}>
            <RightsChangeLine change={change} />
          </Notice>
        ))}
      </div>
      <div className="grid gap-x-10 gap-y-8 px-4 py-6 md:px-6 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="flex min-w-0 flex-col gap-8">
          {report.whole ? (
            <section aria-labelledby="phases-title" className="min-w-0">
              <h2 id="phases-title" className="mb-3 text-base font-semibold">
                Phases
              </h2>
              <ChangedClocks report={report} />
              <PhaseBoard tiles={report.tiles} lanes={report.lanes} />
            </section>
          ) : null}
          {report.lanes.length > 0 ? (
            <section aria-labelledby="lanes-title" className="min-w-0">
              <h2 id="lanes-title" className="mb-3 text-base font-semibold">
                Lines of business
              </h2>
              <LaneBoard lanes={report.lanes} />
            </section>
          ) : null}
        </div>
        <section aria-labelledby="timeline-title" className="min-w-0">
          <h2 id="timeline-title" className="mb-3 text-base font-semibold">
            What happened
          </h2>
          <Timeline entries={report.timeline} />
        </section>
      </div>
    </>
  );
}

/** What people did to clocks that run, counted over all phases and lanes. */
function ChangedClocks({ report }: { report: ReportView }) {
  const tilesOf = (lanes: ReportView['lanes']): PhaseTile[] => lanes.flatMap((lane) => [...lane.tiles, ...tilesOf(lane.lanes)]);
  const words = changedClocksInWords([...report.tiles.filter(({ lane }) => lane === null), ...tilesOf(report.lanes)]);
  return words === null ? null : <p className="mb-2 text-sm text-muted">{words}</p>;
}

function ReportSkeleton() {
  return (
    <div role="status" aria-label="Loading the report">
      <HiddenTitle>Report</HiddenTitle>
      <div className="flex flex-col gap-3 border-b border-line px-6 py-5">
        <Skeleton className="h-3 w-32" />
        <Skeleton className="h-6 w-72" />
        <Skeleton className="h-3 w-96" />
      </div>
      <div className="flex flex-col gap-px px-6 py-6">
        {Array.from({ length: 9 }, (_, index) => (
          <Skeleton key={index} className="h-11" />
        ))}
      </div>
    </div>
  );
}

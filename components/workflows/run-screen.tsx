'use client';
import { ExternalLink } from 'lucide-react';
import Link from 'next/link';
import { RequestFailed } from '#client/request-failed';
import { useRun } from '#client/workflows';
import { Button } from '#components/ui/button';
import { buttonClass } from '#components/ui/button-class';
import { formatCount } from '#components/ui/count-chips';
import { PageHeader } from '#components/ui/page-header';
import { AbsoluteTime, RelativeTime } from '#components/ui/relative-time';
import { ScrollRegion } from '#components/ui/scroll-region';
import { ErrorState, ForbiddenState, SkeletonRows } from '#components/ui/states';
import { reportHref, versionHref } from '#contract/addresses';
import type { RunView } from '#contract/views/tracking-views';
import { reportRunsHref, runHref } from '#contract/workflow-addresses';
import { RunLines } from './run-lines';
import { durationInWords, placeOf, RunBadge, TroubleBadges, waitersInWords } from './run-words';

/** A run of a workflow: what it did and when, whom it waited for between, and how it went from step to step. */
export function RunScreen({ runId }: { runId: string }) {
  const query = useRun(runId);
  const [first] = query.data?.pages ?? [];
  if (query.error && !first) {
    const gone = query.error instanceof RequestFailed && query.error.code === 'not_found';
    return gone ? <ForbiddenState /> : <ErrorState message={query.error.message} onRetry={() => void query.refetch()} />;
  }
  if (!first) return <SkeletonRows rows={12} label="Loading the run" />;
  const lines = query.data?.pages.flatMap((page) => page.lines) ?? [];
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <RunHead run={first} />
      <ScrollRegion label="The run" className="min-h-0 flex-1 px-4 pb-8 md:px-6">
        <Facts run={first} />
        <h2 className="mt-4 mb-1 text-base font-semibold">Steps, newest first</h2>
        <RunLines run={first} lines={lines} />
        {query.hasNextPage ? (
          <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show earlier steps
          </Button>
        ) : null}
        <Transitions run={first} />
      </ScrollRegion>
    </div>
  );
}

function RunHead({ run }: { run: RunView }) {
  const { phase, instance, cycleReportId } = run;
  return (
    <PageHeader
      trail={[
        { label: 'Workflows', href: '/workflows' },
        { label: run.reportName, href: reportRunsHref(cycleReportId) },
      ]}
      title={placeOf(run)}
      badges={
        <>
          <RunBadge status={run.status} look="ground" />
          <TroubleBadges troubles={run.troubles} />
        </>
      }
      actions={
        <>
          <Link
            className={buttonClass('secondary')}
            href={phase === null ? reportHref(cycleReportId) : versionHref({ cycleReportId, phase, instance, number: null })}
          >
            {phase === null ? 'Open the report' : 'Open the phase'}
          </Link>
          {run.temporalUrl === null ? null : (
            <a className={buttonClass('secondary')} href={run.temporalUrl} target="_blank" rel="noreferrer">
              <ExternalLink aria-hidden className="size-3.5" />
              Open in Temporal
            </a>
          )}
        </>
      }
    />
  );
}

function Facts({ run }: { run: RunView }) {
  const lasted = Date.parse(run.closedAt ?? run.asOf) - Date.parse(run.startedAt);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 py-2 text-sm md:grid-cols-[auto_minmax(0,1fr)_auto_minmax(0,1fr)]">
      <dt className="text-muted">Began</dt>
      <dd>
        <AbsoluteTime at={run.startedAt} />
      </dd>
      <dt className="text-muted">{run.closedAt === null ? 'Runs for' : 'Ended'}</dt>
      <dd>
        {run.closedAt === null ? null : (
          <>
            <AbsoluteTime at={run.closedAt} /> after{' '}
          </>
        )}
        {durationInWords(lasted)}
      </dd>
      <dt className="text-muted">Waits for</dt>
      <dd>
        {run.waitsFor === null ? (
          'Nobody'
        ) : (
          <>
            {waitersInWords(run.waitsFor)}, since <RelativeTime at={run.waitsFor.since} />
          </>
        )}
      </dd>
      <dt className="text-muted">Process</dt>
      <dd>Version {run.processVersion}</dd>
      <dt className="text-muted">Run</dt>
      <dd className="flex flex-wrap gap-x-3">
        {run.number} of {run.of}
        {run.before === null ? null : (
          <Link className="leading-6 hover:underline" href={runHref(run.before)}>
            The run before
          </Link>
        )}
        {run.after === null ? null : (
          <Link className="leading-6 hover:underline" href={runHref(run.after)}>
            The run after
          </Link>
        )}
      </dd>
      <dt className="text-muted">Archived</dt>
      <dd>{run.archivedEvents === 0 ? 'Nothing yet' : `${formatCount(run.archivedEvents)} events of its history`}</dd>
    </dl>
  );
}

function Transitions({ run: { transitions } }: { run: RunView }) {
  if (transitions.length === 0) return null;
  return (
    <section aria-labelledby="transitions">
      <h2 id="transitions" className="mt-6 mb-1 text-base font-semibold">
        From step to step
      </h2>
      <ol className="divide-y divide-line rounded-lg border border-line bg-surface text-sm">
        {transitions.map((transition) => (
          <li key={`${transition.at} ${transition.sentence}`} className="flex flex-wrap gap-x-4 px-3 py-1.5">
            <span className="min-w-0 flex-1 basis-64">{transition.sentence}</span>
            <RelativeTime at={transition.at} className="text-xs leading-5 text-muted" />
          </li>
        ))}
      </ol>
    </section>
  );
}

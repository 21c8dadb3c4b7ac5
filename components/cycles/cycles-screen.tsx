'use client';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useCycles } from '#client/cycles';
import { dayWords } from '#components/progress/report-screen';
import { Button } from '#components/ui/button';
import { buttonClass } from '#components/ui/button-class';
import { PageHeader } from '#components/ui/page-header';
import { EmptyState, ErrorState, Skeleton } from '#components/ui/states';
import type { CyclesView, CycleView } from '#contract/views/work-views';
import { AddReportDialog } from './add-report-dialog';
import { CreateCycleDialog } from './create-cycle-dialog';
import { CycleReports } from './cycle-reports';

/** Test cycles, newest first, each with its reports and the state of their nine phases. */
export function CyclesScreen() {
  const query = useCycles();
  const [creating, setCreating] = useState(false);
  if (query.error) return <ErrorState message={query.error.message} onRetry={() => void query.refetch()} />;
  const view = query.data;
  const mayCreate = view?.create.allowed === true;
  return (
    <>
      <PageHeader
        title="Cycles"
        meta="Each report goes through nine phases once per cycle."
        actions={
          mayCreate ? (
            <>
              <Link href="/cycles/start" className={buttonClass('secondary')}>
                Start with your own report
              </Link>
              <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setCreating(true)}>
                New cycle
              </Button>
            </>
          ) : null
        }
      />
      <div className="flex flex-col gap-8 px-4 pb-8 md:px-6">
        {view === undefined ? <CyclesSkeleton /> : null}
        {view?.cycles.map((cycle) => (
          <Cycle key={cycle.id} cycle={cycle} view={view} />
        ))}
        {view?.cycles.length === 0 ? (
          <EmptyState
            title="No cycles yet"
            action={
              mayCreate ? (
                <Button variant="primary" onClick={() => setCreating(true)}>
                  New cycle
                </Button>
              ) : null
            }
          >
            {mayCreate
              ? 'Open a cycle and add reports to it, or start with your own report in one form.'
              : 'You see a cycle here as soon as one of its reports is yours.'}
          </EmptyState>
        ) : null}
      </div>
      {creating ? <CreateCycleDialog onClose={() => setCreating(false)} /> : null}
    </>
  );
}

function Cycle({ cycle, view }: { cycle: CycleView; view: CyclesView }) {
  const [adding, setAdding] = useState(false);
  const complete = cycle.reports.filter((report) => report.state === 'closed').length;
  return (
    <section aria-labelledby={`cycle-${cycle.id}`}>
      <header className="mb-2 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 id={`cycle-${cycle.id}`} className="text-base font-semibold">
          {cycle.name}
        </h2>
        <p className="text-sm text-muted">
          {dayWords(cycle.startsOn)} to {dayWords(cycle.endsOn)} ·{' '}
          {cycle.reports.length === 1 ? '1 report' : `${cycle.reports.length} reports`}
          {complete > 0 ? `, ${complete} closed` : ''}
        </p>
        {view.create.allowed ? (
          <Button
            size="sm"
            variant="ghost"
            className="ml-auto"
            icon={<Plus aria-hidden className="size-3.5" />}
            onClick={() => setAdding(true)}
          >
            Add a report
          </Button>
        ) : null}
      </header>
      {cycle.reports.length > 0 ? (
        <CycleReports cycle={cycle} manages={view.create.allowed} />
      ) : (
        <div className="rounded-lg border border-dashed border-line-strong">
          <EmptyState title="No reports in this cycle yet">Add the reports that are tested in it.</EmptyState>
        </div>
      )}
      {adding ? <AddReportDialog cycle={cycle} view={view} onClose={() => setAdding(false)} /> : null}
    </section>
  );
}

function CyclesSkeleton() {
  return (
    <div role="status" aria-label="Loading cycles" className="flex flex-col gap-2">
      <Skeleton className="h-5 w-56" />
      {Array.from({ length: 4 }, (_, index) => (
        <Skeleton key={index} className="h-12" />
      ))}
    </div>
  );
}

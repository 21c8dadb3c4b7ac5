'use client';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo, useState } from 'react';
import { useCycles } from '#client/cycles';
import { Button } from '#components/ui/button';
import { buttonClass } from '#components/ui/button-class';
import { useDayWords } from '#components/ui/day-words';
import { FindInput } from '#components/ui/find-input';
import { Checkbox } from '#components/ui/input';
import { PageHeader } from '#components/ui/page-header';
import { EmptyState, ErrorState, Skeleton } from '#components/ui/states';
import type { CyclesView, CycleView } from '#contract/views/work-views';
import { AddReportDialog } from './add-report-dialog';
import { CreateCycleDialog } from './create-cycle-dialog';
import { CycleReports } from './cycle-reports';
import { type CycleQuestion, orderReports } from './report-order';

/** Test cycles, newest first, each with its reports and the state of their nine phases. */
export function CyclesScreen() {
  const query = useCycles();
  const [creating, setCreating] = useState(false);
  const [question, setQuestion] = useQueryStates(QUESTION, { history: 'replace' });
  if (query.error) return <ErrorState message={query.error.message} onRetry={() => void query.refetch()} />;
  const view = query.data;
  const mayCreate = view?.create.allowed === true;
  return (
    <>
      <PageHeader
        title="Cycles"
        meta="What waits longest and is due first stands first."
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
        {view && view.cycles.length > 0 ? <Questions question={question} onChange={(next) => void setQuestion(next)} /> : null}
        {view?.cycles.map((cycle) => (
          <Cycle key={cycle.id} cycle={cycle} view={view} question={question} />
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

/** What the list is asked, in the address: words, and whether only what is late or at risk. */
const QUESTION = {
  text: parseAsString.withDefault(''),
  schedule: parseAsStringLiteral(['all', 'late_or_at_risk']).withDefault('all'),
};

function Questions({ question, onChange }: { question: CycleQuestion; onChange: (next: Partial<CycleQuestion>) => void }) {
  return (
    <div className="-mb-4 flex flex-wrap items-center gap-3">
      <FindInput
        label="Find by report or person"
        hint="Find a report or a person"
        value={question.text}
        onChange={(event) => onChange({ text: event.target.value })}
        className="h-8 w-64"
      />
      <Checkbox
        label="Late or at risk"
        checked={question.schedule === 'late_or_at_risk'}
        onChange={(event) => onChange({ schedule: event.target.checked ? 'late_or_at_risk' : 'all' })}
      />
    </div>
  );
}

function Cycle({ cycle, view, question }: { cycle: CycleView; view: CyclesView; question: CycleQuestion }) {
  const dayWords = useDayWords();
  const [adding, setAdding] = useState(false);
  const reports = useMemo(() => orderReports(cycle.reports, question), [cycle.reports, question]);
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
      {reports.length > 0 ? (
        <CycleReports reports={reports} manages={view.create.allowed} startsBy={view.startsBy} />
      ) : cycle.reports.length > 0 ? (
        <p className="rounded-lg border border-dashed border-line-strong px-4 py-3 text-sm text-muted">
          None of its {cycle.reports.length} reports answers what is asked above.
        </p>
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

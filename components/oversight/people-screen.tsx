'use client';
import { usePeopleProgress } from '#client/progress';
import { Away } from '#components/absence/away';
import { Person } from '#components/ui/person';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states';
import { turnRows } from '#contract/progress-numbers';
import type { CycleRef, PeopleProgressView, PersonLoad } from '#contract/views/progress-views';
import { WORKS } from '#contract/views/progress-views';
import { Age } from './age';
import { type FigureColumn, FiguresTable } from './figures-table';
import { NumberLink } from './number-link';
import { ProgressHead } from './progress-head';
import { WORK_LABELS } from './rows-words';
import { useProgressFilter } from './use-progress-filter';

/** What waits for whom in a cycle, by open turns. */
export function PeopleScreen({ cycles }: { cycles: readonly CycleRef[] }) {
  const filter = useProgressFilter(cycles);
  const query = usePeopleProgress(filter.cycleId, filter.filter);
  const view = query.data;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ProgressHead title="Progress of people" cycles={cycles} filter={filter} />
      <div className="min-h-0 flex-1 overflow-auto px-4 py-3 pb-6 md:px-6">
        {query.error ? <ErrorState message={query.error.message} onRetry={() => void query.refetch()} /> : null}
        {query.isPending ? <SkeletonRows label="Loading people" /> : null}
        {view && view.people.length === 0 ? (
          <EmptyState title="Nothing waits for anybody">No turn is open in this cycle.</EmptyState>
        ) : null}
        {view && view.people.length > 0 ? (
          <>
            <p className="pb-2 text-sm">
              <NumberLink n={view.open} rows={turnRows(view)} of="open turns" /> open turns. Who shares a turn has it in full, so the lines
              add up to more. People are those who were asked when the turn began.
            </p>
            <FiguresTable
              caption="Open turns by person"
              rows={view.people}
              rowKey={({ person }) => person?.id ?? 'nobody'}
              columns={columnsOf(view)}
            />
          </>
        ) : null}
      </div>
    </div>
  );
}

function columnsOf(view: PeopleProgressView): FigureColumn<PersonLoad>[] {
  const name = ({ person }: PersonLoad) => person?.name ?? 'nobody';
  return [
    {
      header: 'Person',
      cell: ({ person }) =>
        person === null ? (
          <span className="text-bad">Nobody named</span>
        ) : (
          <span className="flex flex-wrap items-center gap-x-2">
            <Person name={person.name} /> <Away personId={person.id} />
          </span>
        ),
    },
    {
      header: 'Open',
      align: 'right',
      cell: (load) => <NumberLink n={load.open} rows={turnRows(view, { load })} of={`open for ${name(load)}`} />,
    },
    ...WORKS.map(
      (work): FigureColumn<PersonLoad> => ({
        header: WORK_LABELS[work],
        align: 'right',
        cell: (load) => (
          <NumberLink
            n={load.works[work]}
            rows={turnRows(view, { load, work })}
            of={`${WORK_LABELS[work].toLowerCase()} for ${name(load)}`}
          />
        ),
      }),
    ),
    {
      header: 'Shared with others',
      align: 'right',
      cell: (load) => (
        <NumberLink n={load.shared} rows={turnRows(view, { load, shared: true })} of={`shared with others, of ${name(load)}`} />
      ),
    },
    {
      header: 'Past due',
      align: 'right',
      cell: (load) => (
        <NumberLink
          n={load.pastDue}
          rows={turnRows(view, { load, state: 'past_due' })}
          of={`past due, of ${name(load)}`}
          className="text-bad"
        />
      ),
    },
    {
      header: 'At risk',
      align: 'right',
      cell: (load) => (
        <NumberLink
          n={load.atRisk}
          rows={turnRows(view, { load, state: 'at_risk' })}
          of={`at risk, of ${name(load)}`}
          className="text-warn"
        />
      ),
    },
    { header: 'Longest', align: 'right', cell: ({ since }) => <Age since={since} /> },
  ];
}

'use client';
import Link from 'next/link';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useRuns } from '#client/workflows';
import { Age } from '#components/oversight/age';
import type { FigureColumn } from '#components/oversight/figures-table';
import { PagedFigures } from '#components/oversight/paged-figures';
import { formatCount } from '#components/ui/count-chips';
import { RelativeTime } from '#components/ui/relative-time';
import { EmptyState } from '#components/ui/states';
import { DEFAULT_SHOW, RUN_SHOWS } from '#contract/tracking-inputs';
import type { RunCounts, RunRow } from '#contract/views/tracking-views';
import { runHref } from '#contract/workflow-addresses';
import { PHASES } from '#domain/phase/phase-names';
import { placeOf, RunBadge, TroubleBadges, waitersInWords } from './run-words';
import { RunsFilters } from './runs-filters';
import { RunsHead } from './runs-head';

const PARAMETERS = {
  show: parseAsStringLiteral(RUN_SHOWS).withDefault(DEFAULT_SHOW),
  find: parseAsString.withDefault(''),
  phase: parseAsStringLiteral(PHASES),
  report: parseAsString,
};

const NONE = <span className="text-faint">–</span>;

const COLUMNS: readonly FigureColumn<RunRow>[] = [
  {
    header: 'Report',
    cell: (row) => (
      <Link href={runHref(row.id)} prefetch={false} className="inline-block leading-6 hover:underline">
        {row.reportName}
      </Link>
    ),
  },
  { header: 'Workflow', cell: placeOf },
  {
    header: 'State',
    cell: ({ status, troubles }) => (
      <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1 align-middle">
        <RunBadge status={status} />
        <TroubleBadges troubles={troubles} />
      </span>
    ),
  },
  {
    header: 'Waits for',
    cell: ({ waitsFor }) =>
      waitsFor === null ? (
        NONE
      ) : (
        <span title={waitersInWords(waitsFor)} className="block max-w-60 truncate max-md:max-w-none">
          {waitersInWords(waitsFor)}, <Age since={waitsFor.since} />
        </span>
      ),
  },
  {
    header: 'Last active',
    cell: ({ last }) => (last === null ? NONE : <RelativeTime at={last.startedAt} className="text-muted" />),
  },
];

/** The runs of workflows, newest first: what runs, what it waits for, and where something is wrong. */
export function RunsScreen() {
  const [values, setValues] = useQueryStates(PARAMETERS, { history: 'replace', throttleMs: 300 });
  const query = useRuns(values);
  const pages = query.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.rows);
  const counts = pages[0]?.counts ?? null;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <RunsHead title="Workflows" meta={counts === null ? 'The processes that carry reports through their phases.' : countsWords(counts)} />
      <div className="min-h-0 flex-1 overflow-auto px-4 pb-6 md:px-6">
        <RunsFilters values={values} set={(part) => void setValues(part)} counts={counts} />
        <PagedFigures
          caption="Runs of workflows"
          rows={rows}
          rowKey={({ id }) => id}
          columns={COLUMNS}
          empty={
            <EmptyState title={values.show === 'running' || values.show === 'ended' ? 'No such run' : 'Nothing is wrong here'}>
              {values.show === 'running' ? 'A report has a workflow from its start on.' : 'Another choice above shows more.'}
            </EmptyState>
          }
          query={query}
        />
      </div>
    </div>
  );
}

function countsWords({ running, slow, failing, stuck }: RunCounts): string {
  const wrong = [
    [slow, 'slow'],
    [failing, 'failing'],
    [stuck, 'stuck'],
  ].flatMap(([n, word]) => (n === 0 ? [] : [`${formatCount(Number(n))} ${word}`]));
  return `${formatCount(running)} running, ${wrong.length === 0 ? 'nothing wrong' : wrong.join(', ')}`;
}

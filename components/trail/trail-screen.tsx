'use client';
import { Download } from 'lucide-react';
import { parseAsString, useQueryState, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { RequestFailed } from '#client/request-failed';
import { trailCsvAddress, trailRowsOf, useTrail } from '#client/trail';
import { useVerifyTrail } from '#client/verify-trail';
import { buttonClass } from '#components/ui/button-class';
import { DataTable } from '#components/ui/data-table';
import { HiddenTitle } from '#components/ui/hidden-title';
import { PageHeader } from '#components/ui/page-header';
import { Person } from '#components/ui/person';
import { RelativeTime } from '#components/ui/relative-time';
import { EmptyState, ErrorState, ForbiddenState } from '#components/ui/states';
import { useColumnWidths } from '#components/ui/use-column-widths';
import { useIsWide } from '#components/ui/use-media';
import type { TrailRow } from '#contract/views/work-views';
import { chainInWords } from '#domain/phase/chain-address';
import { PHASES } from '#domain/phase/phase-names';
import { type Column } from '../ui/data-table-column';
import { TrailFilters } from './trail-filters';
import { TrailPanel } from './trail-panel';
import { VerifyButton, VerifyNotice } from './verify-trail';

const COLUMNS: readonly Column<TrailRow>[] = [
  { id: 'at', header: 'When', width: 148, cell: (row) => <RelativeTime at={row.at} className="text-muted" /> },
  { id: 'sentence', header: 'What happened', width: 320, grow: 2, wrap: true, cell: (row) => <Sentence text={row.sentence} /> },
  {
    id: 'report',
    header: 'Report',
    width: 220,
    grow: 1,
    cell: (row) => row.reportName ?? <span className="text-faint">Installation</span>,
  },
  {
    id: 'phase',
    header: 'Phase',
    width: 140,
    cell: (row) => (row.phase ? chainInWords({ phase: row.phase, instance: row.instance }) : '–'),
  },
  { id: 'by', header: 'By', width: 180, cell: (row) => <Person name={row.by.name} /> },
];

/** What happened, at most three lines of it: the opened entry has the whole, which names each of a hundred attributes. */
function Sentence({ text }: { text: string }) {
  return <span className="line-clamp-3 text-sm">{text}</span>;
}

/** The columns beside an open entry: the entry tells the rest itself, so the sentences keep the room. */
const NARROW: readonly Column<TrailRow>[] = COLUMNS.filter((column) => column.id === 'at' || column.id === 'sentence');

/** One trail of everything that was done, newest first; filters live in the address. */
export function TrailScreen() {
  const [filters, setFilters] = useQueryStates({
    person: parseAsString,
    report: parseAsString,
    phase: parseAsString,
    from: parseAsString,
    to: parseAsString,
    text: parseAsString,
    all: parseAsString,
  });
  const [opened, setOpened] = useQueryState('entry', parseAsString);
  const open = (row: TrailRow): void => void setOpened(keyOf(row), { history: opened === null ? 'push' : 'replace' });
  const verify = useVerifyTrail();
  const wide = useIsWide();
  const widths = useColumnWidths('trail');
  const request = {
    personId: filters.person,
    cycleReportId: filters.report,
    phase: PHASES.find((phase) => phase === filters.phase) ?? null,
    from: filters.from,
    to: filters.to,
    text: filters.text,
    actsOnly: filters.all === null,
  };
  const query = useTrail(request);
  const rows = useMemo(() => trailRowsOf(query.data?.pages), [query.data]);
  const first = query.data?.pages[0];
  const row = rows.find((each) => keyOf(each) === opened) ?? null;
  if (query.error) {
    const gone = query.error instanceof RequestFailed && query.error.code === 'not_found';
    return (
      <>
        <HiddenTitle>Trail</HiddenTitle>
        {gone ? <ForbiddenState /> : <ErrorState message={query.error.message} onRetry={() => void query.refetch()} />}
      </>
    );
  }
  const { all: _, ...narrowing } = filters;
  const filtered = Object.values(narrowing).some((value) => value !== null);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        title="Trail"
        meta="Every act, by whom and when. Entries are only ever added."
        actions={
          <>
            <a className={buttonClass('secondary')} href={trailCsvAddress(request)} download title="Download these entries as CSV">
              <Download aria-hidden className="size-3.5" />
              CSV
            </a>
            <VerifyButton verify={verify} cycleReportId={filters.report} />
          </>
        }
      />
      <VerifyNotice verify={verify} />
      <TrailFilters
        filters={filters}
        onChange={(part) => void setFilters(part)}
        people={first?.people ?? []}
        reports={first?.reports ?? []}
      />
      <div className="flex min-h-0 flex-1 border-t border-line">
        <div className="hidden min-h-0 min-w-0 flex-1 md:flex">
          <DataTable
            label="Trail"
            className="[&_[role=row]>:first-child]:pl-6"
            rows={rows}
            rowKey={keyOf}
            columns={row ? NARROW : COLUMNS}
            widths={widths}
            currentKey={opened}
            onOpen={open}
            loading={query.isPending}
            loadingMore={query.isFetchingNextPage}
            onEndReached={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
            pageKeys
            empty={<NoEntries filtered={filtered} />}
          />
        </div>
        {wide ? null : (
          <ol className="flex min-w-0 flex-1 flex-col">
            {rows.map((each) => (
              <li key={keyOf(each)} className="border-b border-line">
                <button type="button" data-ring="inside" onClick={() => open(each)} className="w-full px-4 py-2.5 text-left hover:bg-hover">
                  <Sentence text={each.sentence} />
                  <span className="mt-0.5 block text-xs text-muted">
                    {each.reportName ?? 'Installation'} · <RelativeTime at={each.at} />
                  </span>
                </button>
              </li>
            ))}
            {rows.length === 0 && !query.isPending ? <NoEntries filtered={filtered} /> : null}
          </ol>
        )}
        {row ? <TrailPanel row={row} onClose={() => void setOpened(null)} /> : null}
      </div>
    </div>
  );
}

function keyOf(row: TrailRow): string {
  return `${row.stream} ${row.seq}`;
}

function NoEntries({ filtered }: { filtered: boolean }) {
  return (
    <EmptyState title={filtered ? 'Nothing matches' : 'Nothing that you may see has happened yet'}>
      {filtered ? 'Widen the filters to see more.' : 'Acts on the reports you take part in are listed here.'}
    </EmptyState>
  );
}

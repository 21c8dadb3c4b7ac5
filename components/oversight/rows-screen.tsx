'use client';
import Link from 'next/link';
import { useProgressRows } from '#client/progress';
import { PageHeader } from '#components/ui/page-header';
import { EmptyState } from '#components/ui/states';
import { destinationHref } from '#contract/addresses';
import type { RowsQuery } from '#contract/progress-inputs';
import type { ProgressRow } from '#contract/views/progress-views';
import type { FigureColumn } from './figures-table';
import { PagedFigures } from './paged-figures';
import { rowsColumns } from './rows-columns';
import { rowsFilterWords, rowsHeading } from './rows-words';

/** The rows that a number counts. */
export function RowsScreen({ query: asked }: { query: RowsQuery }) {
  const query = useProgressRows(asked);
  const [first] = query.data?.pages ?? [];
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const name: FigureColumn<ProgressRow> = {
    header: 'Report',
    cell: (row) => (
      <Link href={destinationHref(row.opens)} prefetch={false} className="inline-block leading-6 hover:underline">
        {row.reportName}
      </Link>
    ),
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        trail={[
          { label: 'Progress', href: `/progress?cycle=${encodeURIComponent(asked.cycle)}` },
          ...(first ? [{ label: first.cycle.name, href: `/progress?cycle=${encodeURIComponent(asked.cycle)}` }] : []),
        ].slice(0, first ? 2 : 1)}
        title={first ? rowsHeading(first) : 'Rows'}
        meta={rowsFilterWords(asked, rows).join(' · ') || 'Of the whole cycle'}
      />
      <div className="min-h-0 flex-1 overflow-auto px-4 pb-6 md:px-6">
        <PagedFigures
          caption="Rows"
          rows={rows}
          rowKey={({ id }) => id}
          columns={[name, ...rowsColumns(asked.measure)]}
          empty={<EmptyState title="Nothing counts here any more">What was counted has moved on since.</EmptyState>}
          query={query}
        />
      </div>
    </div>
  );
}

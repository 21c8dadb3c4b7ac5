'use client';

import { useMemo, useState } from 'react';
import { ColumnMenu } from '#components/item-grid/column-menu';
import { FilterBar } from '#components/item-grid/filter-bar';
import { FindBox } from '#components/item-grid/find-box';
import { ItemCards } from '#components/item-grid/item-cards';
import { NothingMatches } from '#components/item-grid/nothing-matches';
import { QuickFilters } from '#components/item-grid/quick-filters';
import { DataTable } from '#components/ui/data-table';
import { EmptyState, ErrorState } from '#components/ui/states';
import { useColumnWidths } from '#components/ui/use-column-widths';
import { useKeys } from '#components/ui/use-keys';
import { useIsWide } from '#components/ui/use-media';
import { useRowSelection } from '#components/ui/use-row-selection';
import type { VersionView } from '#contract/views/version-views';
import { shownFilter } from '#domain/phase/filters';
import { foundBy } from '#domain/phase/found-by';
import { phaseDefinition } from '#domain/phases/registry';
import { gridColumns, visibleColumns } from '../item-grid/grid-columns';
import { shownInWords } from '../item-grid/shown-items';
import { useGridRows } from '../item-grid/use-grid-rows';
import { useGridUrl } from '../item-grid/use-grid-url';
import { reviewColumns } from './review-columns';
import { useReview } from './review-draft';
import { VerdictBar } from './verdict-bar';
import { VerdictControl } from './verdict-control';

/** All items of the version with their verdicts; filter, sort and columns are in the address. */
export function ReviewItems({ version }: { version: VersionView }) {
  const definition = phaseDefinition(version.phase);
  const review = useReview();
  const widths = useColumnWidths(`${version.phase} review`);
  const wide = useIsWide();
  const url = useGridUrl();
  const filter = shownFilter(definition.rows, url.view.filter);
  const data = useGridRows(version.id, { ...url.view, filter }, null);
  const all = useMemo(() => gridColumns(definition, data.rows), [definition, data.rows]);
  const visible = useMemo(() => visibleColumns(all, url.view.columns), [all, url.view.columns]);
  const columns = useMemo(() => reviewColumns(definition, visible, data.rows), [definition, visible, data.rows]);
  const keys = useMemo(() => data.rows.map((row) => row.key), [data.rows]);
  const selection = useRowSelection(keys);
  const [current, setCurrent] = useState<string | null>(url.view.row);
  const open = review.closed === null && current !== null;
  useKeys({
    a: open ? () => review.mark([current], 'accepted') : undefined,
    r: open ? () => review.askRejection([current]) : undefined,
  });
  if (data.error) return <ErrorState message={data.error.message} onRetry={data.retry} />;
  const filtered = url.view.filter.all.length > 0;
  const noun = definition.itemNoun;
  const showAll = (): void => url.setFilter({ all: [] });
  const empty = filtered ? (
    <NothingMatches definition={definition} data={data} onShowAll={showAll} />
  ) : (
    <EmptyState title={`This version holds no ${noun.many}`}>There is nothing to give a verdict on.</EmptyState>
  );
  return (
    <>
      <div className="@container flex min-h-10 shrink-0 items-center gap-x-3 gap-y-1.5 px-4 max-md:flex-wrap max-md:py-1.5 md:px-6">
        <FindBox {...foundBy(definition)} filter={url.view.filter} onChange={url.setFilter} />
        <FilterBar definition={definition} columns={all} filter={url.view.filter} onChange={url.setFilter}>
          <QuickFilters versionId={version.id} definition={definition} onChange={url.setFilter} />
        </FilterBar>
        <span className="tabular ml-auto shrink-0 text-xs text-muted" aria-live="polite">
          {data.loading ? 'Loading…' : shownInWords(definition, url.view.filter, data)}
        </span>
        {wide ? <ColumnMenu columns={all} visible={visible} onChange={url.setColumns} /> : null}
        <VerdictBar
          versionId={version.id}
          selected={wide ? selection.keys : []}
          onClearSelection={selection.clear}
          filter={filter}
          matching={data.matching}
          noun={noun}
        />
      </div>
      {wide ? (
        <DataTable
          label={`${noun.many} of version ${version.number}`}
          className="border-t border-line max-lg:h-[60dvh] max-lg:flex-none max-md:hidden md:px-3"
          rows={data.rows}
          rowKey={(row) => row.key}
          columns={columns}
          widths={widths}
          total={data.matching}
          currentKey={current}
          onCurrentChange={(key) => {
            setCurrent(key);
            if (url.view.row !== null) url.openRow(key);
          }}
          onOpen={(row) => url.openRow(row.key)}
          selection={review.closed === null ? selection : undefined}
          rowClass={(row) => (review.verdicts[row.key]?.verdict === 'rejected' ? 'bg-bad-ground/50' : undefined)}
          sort={url.view.sort === '' ? null : url.view.sort}
          onSort={(sort) => url.setSort(sort ?? '')}
          onEndReached={data.loadMore}
          loading={data.loading}
          loadingMore={data.loadingMore}
          empty={empty}
          pageKeys
        />
      ) : data.rows.length === 0 && !data.loading ? (
        empty
      ) : (
        <ItemCards
          definition={definition}
          data={data}
          columns={visible}
          draft={null}
          onOpen={url.openRow}
          onShowAll={showAll}
          aside={(row) => <VerdictControl row={row} size="md" />}
        />
      )}
    </>
  );
}

'use client';
import { type ReactNode, useCallback, useMemo, useRef } from 'react';
import { cx } from '#components/ui/cx';
import { NarrowSkeleton } from '#components/ui/narrow-skeleton';
import { ErrorState } from '#components/ui/states';
import { useIsWide } from '#components/ui/use-media';
import type { VersionView } from '#contract/views/version-views';
import { shownFilter } from '#domain/phase/filters';
import { foundBy } from '#domain/phase/found-by';
import { ownOrder } from '#domain/phase/own-order';
import { BulkBar } from './bulk-bar';
import { ColumnMenu } from './column-menu';
import { useDraft } from './draft-context';
import { FilterBar } from './filter-bar';
import { FindBox } from './find-box';
import { GridBody } from './grid-body';
import { gridColumns, visibleColumns } from './grid-columns';
import { ItemCards } from './item-cards';
import { ItemPanel } from './item-panel';
import { QuickFilters } from './quick-filters';
import { useRecording } from './recording-context';
import { shownInWords } from './shown-items';
import { useDefinition } from './use-definition';
import { useGridRows } from './use-grid-rows';
import { useGridSelection } from './use-grid-selection';
import { useGridUrl } from './use-grid-url';

interface ItemGridProps {
  version: VersionView;
  /** What stands in place of rows when the version holds none: what to do next. */
  empty: React.ReactNode;
  /** What the phase adds below the fields of one item. */
  belowFields?: (version: VersionView, itemKey: string) => ReactNode;
  /** What stands above them. */
  aboveFields?: (version: VersionView, itemKey: string) => ReactNode;
}

/** Above cards, what is done with the selected ones stays where it is reached; on a low window it leaves the room to them. */
const STAYS_IN_SIGHT = 'max-md:[@media(min-height:560px)]:sticky max-md:top-0 max-md:z-20 max-md:bg-canvas';

/** The one grid of every phase: it reads the phase's definition and knows no phase by name. */
export function ItemGrid({ version, empty, belowFields, aboveFields }: ItemGridProps) {
  const definition = useDefinition(version);
  const draft = useDraft();
  const recording = useRecording();
  const url = useGridUrl();
  const wide = useIsWide();
  const sort = url.view.sort === '' ? ownOrder(definition) : url.view.sort;
  const filter = shownFilter(definition.rows, url.view.filter);
  const data = useGridRows(version.id, { ...url.view, filter, sort }, draft);
  const columns = useMemo(() => gridColumns(definition, data.rows), [definition, data.rows]);
  const visible = useMemo(() => visibleColumns(columns, url.view.columns), [columns, url.view.columns]);
  const names = useMemo(() => Object.assign({}, ...data.rows.map((row) => row.names)) as Record<string, string>, [data.rows]);
  const order = useMemo(() => data.rows.map((row) => row.key), [data.rows]);
  const selection = useGridSelection(order);
  const area = useRef<HTMLDivElement>(null);
  const { openRow } = url;
  const showAll = (): void => url.setFilter({ all: [] });
  const close = useCallback(() => openRow(null), [openRow]);

  if (data.error) return <ErrorState message={data.error.message} onRetry={data.retry} />;
  const filtered = url.view.filter.all.length > 0;
  const selects = draft !== null || Boolean(recording?.bar);
  if (!data.loading && (definition.rows ? data.matching : data.total) === 0 && !filtered) return empty;
  return (
    <div ref={area} className="flex min-h-0 flex-1">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <div className={cx('@container shrink-0 border-b border-line px-4 md:px-6', selection.keys.size > 0 && STAYS_IN_SIGHT)}>
          <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1.5 max-md:py-1.5 md:h-10 md:flex-nowrap">
            <FindBox {...foundBy(definition)} filter={url.view.filter} onChange={url.setFilter} />
            <FilterBar definition={definition} columns={columns} filter={url.view.filter} names={names} onChange={url.setFilter}>
              <QuickFilters versionId={version.id} definition={definition} onChange={url.setFilter} />
            </FilterBar>
            <div className="flex items-center gap-x-3 gap-y-1.5 max-md:order-last max-md:min-w-0 max-md:basis-full max-md:flex-wrap md:ml-auto md:shrink-0">
              {recording?.bar?.({
                selected: data.rows.filter((row) => selection.keys.has(row.key)),
                filter,
                matching: data.matching,
                clear: selection.clear,
                show: url.setFilter,
              })}
              {draft ? (
                <BulkBar
                  versionId={version.id}
                  definition={definition}
                  draft={draft}
                  selected={selection.keys}
                  rows={data.rows}
                  filter={filter}
                  isNarrowed={filtered}
                  matching={data.matching}
                  onDone={selection.clear}
                />
              ) : null}
              <span className="tabular text-xs text-muted" aria-live="polite">
                {data.loading ? 'Loading…' : shownInWords(definition, url.view.filter, data)}
              </span>
              <span className="hidden md:inline">
                <ColumnMenu columns={columns} visible={visible} onChange={url.setColumns} />
              </span>
            </div>
          </div>
        </div>
        <GridBody
          className="hidden md:block"
          definition={definition}
          data={data}
          columns={visible}
          sort={sort}
          onSort={url.setSort}
          selection={selects ? selection : null}
          draft={draft}
          opened={url.view.row}
          onOpen={openRow}
          onClearFilter={showAll}
        />
        <NarrowSkeleton />
        {wide ? null : (
          <ItemCards
            definition={definition}
            data={data}
            columns={visible}
            draft={draft}
            selection={selects ? selection : null}
            onOpen={openRow}
            onShowAll={showAll}
          />
        )}
      </div>
      {url.view.row !== null ? (
        <ItemPanel
          version={version}
          definition={definition}
          itemKey={url.view.row}
          gridRow={data.rows.find((row) => row.key === url.view.row) ?? null}
          columns={columns}
          belowFields={belowFields && ((itemKey) => belowFields(version, itemKey))}
          aboveFields={aboveFields && ((itemKey) => aboveFields(version, itemKey))}
          onClose={close}
        />
      ) : null}
    </div>
  );
}

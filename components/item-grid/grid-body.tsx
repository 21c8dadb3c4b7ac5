'use client';
import { type RefObject, useCallback, useMemo, useRef } from 'react';
import { cx } from '#components/ui/cx';
import { SkeletonRows } from '#components/ui/states';
import { useColumnWidths, widened } from '#components/ui/use-column-widths';
import { useVirtualRows } from '#components/ui/use-virtual-rows';
import type { ItemRow } from '#contract/views/row-views';
import type { Json } from '#domain/item/json';
import type { PhaseDefinition } from '#domain/phase/definition';
import type { AfterEdit } from './cell-editor';
import { feedbackOf } from './feedback';
import { type GridColumn, keyWidth } from './grid-columns';
import { GridHead, HEAD_HEIGHT, leastWidth, trackTemplate } from './grid-head';
import { GridRow } from './grid-row';
import { NothingMatches } from './nothing-matches';
import { useCellEditing } from './use-cell-editing';
import type { DraftEdits } from './use-draft-edits';
import { useGridCursor } from './use-grid-cursor';
import type { GridRowsData } from './use-grid-rows';
import type { GridSelection } from './use-grid-selection';

const ROW_HEIGHT = 37;
const ROW_WITH_FEEDBACK_HEIGHT = 82;
const NEAR_END_ROWS = 40;

interface GridBodyProps {
  definition: PhaseDefinition;
  data: GridRowsData;
  columns: readonly GridColumn[];
  sort: string;
  onSort: (sort: string) => void;
  selection: GridSelection | null;
  draft: DraftEdits | null;
  opened: string | null;
  onOpen: (key: string) => void;
  onClearFilter: () => void;
  className?: string;
}

/** The scrolling part: virtualised rows under a sticky head, moved through by keyboard. */
export function GridBody(props: GridBodyProps) {
  const { definition, data } = props;
  const scroller = useRef<HTMLDivElement>(null);
  return (
    <div ref={scroller} className={cx('relative min-h-0 flex-1 overflow-auto', props.className)}>
      {data.rows.length > 0 ? (
        <GridRows {...props} scroller={scroller} />
      ) : data.loading ? (
        <SkeletonRows rows={14} label={`Loading ${definition.itemNoun.many}`} />
      ) : (
        <NothingMatches definition={definition} data={data} onShowAll={props.onClearFilter} />
      )}
      {data.loadingMore ? <SkeletonRows rows={2} label="Loading more" /> : null}
    </div>
  );
}

interface GridRowsProps extends GridBodyProps {
  scroller: RefObject<HTMLDivElement | null>;
}

function GridRows(props: GridRowsProps) {
  const { definition, data, selection, draft, sort, onSort, opened, onOpen } = props;
  const { rows } = data;
  const lead = selection ? 1 : 0;
  const { widths, resize } = useColumnWidths(definition.phase);
  const columns = useMemo(() => widened(props.columns, widths), [props.columns, widths]);
  const keyed = widths.key ?? keyWidth(definition);
  const template = useMemo(() => trackTemplate(columns, keyed, lead === 1), [columns, keyed, lead]);
  const minWidth = leastWidth(columns, keyed, lead === 1);
  const { virtual, cursor, cell, said, gridRef, onKeyDown } = useGrid({ ...props, columns }, lead);
  const stop = virtual.tabStop(cursor.row);
  return (
    <>
      <div
        ref={gridRef}
        role="grid"
        aria-label={`${definition.itemNoun.many.charAt(0).toUpperCase()}${definition.itemNoun.many.slice(1)}`}
        aria-rowcount={data.matching + 1}
        aria-multiselectable={selection ? true : undefined}
        aria-readonly={draft === null}
        onKeyDown={onKeyDown}
        style={{ minWidth }}
      >
        <GridHead
          columns={columns}
          keyLabel={definition.keyLabel}
          template={template}
          sort={sort}
          onSort={onSort}
          onResize={resize}
          selection={selection ? headSelection(selection, rows.length) : null}
        />
        <div role="rowgroup" style={virtual.room}>
          {virtual.shown.map((item) => {
            const row = rows[item.index];
            return row ? (
              <GridRow
                key={row.key}
                definition={definition}
                row={row}
                index={item.index}
                columns={columns}
                template={template}
                minWidth={minWidth}
                cursor={stop === item.index ? cursor.column : null}
                editing={cell.editing?.row === item.index ? cell.editing.column : null}
                selected={selection ? selection.keys.has(row.key) : null}
                opened={opened === row.key}
                editable={draft !== null}
                measure={virtual.measure}
                onSelect={cell.select}
                onFocusCell={cell.focus}
                onOpen={onOpen}
                onEdit={cell.edit}
                onCommit={cell.commit}
                onCancelEdit={cell.cancel}
                asksReason={cell.asked === row.key}
                onReason={cell.keepReason}
                onNoReason={cell.skipReason}
              />
            ) : null;
          })}
        </div>
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}

/** Rows in view, cursor and editing of the grid, joined: what is done to a cell moves the cursor, and keys do it. */
function useGrid({ definition, data, columns, selection, draft, onOpen, scroller }: GridRowsProps, lead: number) {
  const { rows, loadMore } = data;
  const virtual = useVirtualRows({
    scroller,
    count: rows.length,
    keyOf: (index) => rows[index]?.key ?? index,
    estimate: (index) => (rows[index] && feedbackOf(rows[index]) ? ROW_WITH_FEEDBACK_HEIGHT : ROW_HEIGHT),
    headHeight: HEAD_HEIGHT,
    overscan: 10,
    onNearEnd: loadMore,
    nearEndRows: NEAR_END_ROWS,
  });
  const { scrollTo } = virtual;
  const select = useCallback((index: number, extend: boolean) => selection?.toggle(index, extend), [selection]);
  const editing = useCellEditing({ rows, columns, lead, draft, reasonDue: definition.reasonDue, onOpen, onSelect: select });
  const { activate, end, cancel, said, editing: edited, asked, keepReason, skipReason } = editing;
  const { cursor, setCursor, onKeyDown, gridRef } = useGridCursor({
    rowCount: rows.length,
    columnCount: columns.length + lead + 1,
    scrollToRow: useCallback((row: number) => scrollTo(row, 'auto'), [scrollTo]),
    activate,
    open: ({ row }) => rows[row] && onOpen(rows[row].key),
    toggleSelected: ({ row }, extend) => selection?.toggle(row, extend),
    selectAll: () => selection?.setAll(true),
    clear: () => selection?.clear(),
    undo: () => draft?.undo(),
    type: editing.type,
  });
  const commit = useCallback(
    (row: ItemRow, column: GridColumn, value: Json, after: AfterEdit) => {
      const next = end(row, column, value, after);
      if (next) setCursor(next);
    },
    [end, setCursor],
  );
  const stop = useCallback(() => {
    cancel();
    if (edited) setCursor(edited);
  }, [cancel, edited, setCursor]);
  const focus = useCallback((row: number, column: number) => setCursor({ row, column }, false), [setCursor]);
  const edit = useCallback((row: number, column: number) => activate({ row, column }), [activate]);
  return {
    virtual,
    cursor,
    gridRef,
    onKeyDown,
    said,
    cell: { editing: edited, asked, keepReason, skipReason, edit, commit, cancel: stop, focus, select },
  };
}

function headSelection(selection: GridSelection, shown: number) {
  const all = selection.keys.size === shown;
  return { all, some: selection.keys.size > 0, toggleAll: () => selection.setAll(!all) };
}

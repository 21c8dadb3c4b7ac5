'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '#components/ui/button';
import { cx } from '#components/ui/cx';
import { EmptyState, SkeletonRows } from '#components/ui/states';
import type { ItemRow } from '#contract/views/row-views';
import type { Json } from '#domain/item/json';
import type { PhaseDefinition } from '#domain/phase/definition';
import type { AfterEdit } from './cell-editor';
import { cellValue } from './cell-words';
import { feedbackOf } from './feedback-line';
import type { GridColumn } from './grid-columns';
import { GridHead, HEAD_HEIGHT, leastWidth, trackTemplate } from './grid-head';
import { GridRow } from './grid-row';
import type { DraftEdits } from './use-draft-edits';
import { type Cursor, useGridCursor } from './use-grid-cursor';
import type { useGridRows } from './use-grid-rows';
import type { GridSelection } from './use-grid-selection';

const ROW_HEIGHT = 37;
const ROW_WITH_FEEDBACK_HEIGHT = 82;
const NEAR_END_ROWS = 40;

interface GridBodyProps {
  definition: PhaseDefinition;
  data: ReturnType<typeof useGridRows>;
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
  const { definition, data, columns, selection, draft, onOpen } = props;
  const { rows, loadMore } = data;
  const [editing, setEditing] = useState<Cursor | null>(null);
  const lead = selection ? 1 : 0;
  const template = useMemo(() => trackTemplate(columns, lead === 1), [columns, lead]);
  const minWidth = leastWidth(columns, lead === 1);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index] && feedbackOf(rows[index]) ? ROW_WITH_FEEDBACK_HEIGHT : ROW_HEIGHT),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 10,
    scrollPaddingStart: HEAD_HEIGHT,
  });
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    if (rows.length > 0 && lastShown >= rows.length - NEAR_END_ROWS) loadMore();
  }, [lastShown, rows.length, loadMore]);

  const columnAt = useCallback((position: number) => columns[position - lead - 1], [columns, lead]);
  const commit = useCallback(
    (row: ItemRow, column: GridColumn, value: Json) => {
      if (JSON.stringify(cellValue(row, column) ?? null) !== JSON.stringify(value)) {
        draft?.set(row, { [column.field.name]: value }, `${column.label} of ${row.key}`);
      }
    },
    [draft],
  );
  const mayEdit = (row: ItemRow | undefined, column: GridColumn | undefined): boolean =>
    draft !== null && row !== undefined && column !== undefined && column.field.editable && row.masked.length === 0;

  const activate = ({ row, column }: Cursor): void => {
    const item = rows[row];
    const target = columnAt(column);
    if (!item) return;
    if (column < lead) return selection?.toggle(row, false);
    if (!target || !mayEdit(item, target) || target.kind === 'record') return onOpen(item.key);
    if (target.kind === 'boolean') return commit(item, target, cellValue(item, target) !== true);
    if (isSwitch(target)) return commit(item, target, nextChoice(item, target));
    setEditing({ row, column });
  };
  const type = ({ row, column }: Cursor, character: string): boolean => {
    const item = rows[row];
    const target = columnAt(column);
    if (!item || !target || !isSwitch(target) || !mayEdit(item, target)) return false;
    const choice = target.field.choices?.find((each) => each.label.toLowerCase().startsWith(character.toLowerCase()));
    if (choice) commit(item, target, choice.value);
    return choice !== undefined;
  };
  const { cursor, setCursor, onKeyDown, gridRef } = useGridCursor({
    rowCount: rows.length,
    columnCount: columns.length + lead + 1,
    scrollToRow: useCallback((row: number) => virtual.scrollToIndex(row, { align: 'auto' }), [virtual]),
    activate,
    open: ({ row }) => rows[row] && onOpen(rows[row].key),
    toggleSelected: ({ row }, extend) => selection?.toggle(row, extend),
    selectAll: () => selection?.setAll(true),
    clear: () => selection?.clear(),
    undo: () => draft?.undo(),
    type,
  });
  const endEdit = useCallback(
    (row: ItemRow, column: GridColumn, value: Json, after: AfterEdit) => {
      commit(row, column, value);
      if (!editing) return;
      setEditing(null);
      if (after === 'stay') return;
      const step = { down: [1, 0], right: [0, 1], left: [0, -1] }[after];
      setCursor({ row: editing.row + (step[0] ?? 0), column: editing.column + (step[1] ?? 0) });
    },
    [commit, editing, setCursor],
  );
  const cancelEdit = useCallback(() => {
    setEditing(null);
    if (editing) setCursor(editing);
  }, [editing, setCursor]);
  const focusCell = useCallback((row: number, column: number) => setCursor({ row, column }, false), [setCursor]);
  const edit = useCallback((row: number, column: number) => activateRef.current({ row, column }), []);
  const activateRef = useRef(activate);
  activateRef.current = activate;
  const select = useCallback((index: number, extend: boolean) => selection?.toggle(index, extend), [selection]);

  return (
    <div ref={scroller} className={cx('relative min-h-0 flex-1 overflow-auto', props.className)}>
      {rows.length > 0 ? (
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
            sort={props.sort}
            onSort={props.onSort}
            selection={
              selection
                ? {
                    all: selection.keys.size === rows.length,
                    some: selection.keys.size > 0,
                    toggleAll: () => selection.setAll(selection.keys.size !== rows.length),
                  }
                : null
            }
          />
          <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
            {shown.map((item) => {
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
                  top={item.start}
                  cursor={cursor.row === item.index ? cursor.column : null}
                  editing={editing?.row === item.index ? editing.column : null}
                  selected={selection ? selection.keys.has(row.key) : null}
                  opened={props.opened === row.key}
                  editable={draft !== null}
                  measure={virtual.measureElement}
                  onSelect={select}
                  onFocusCell={focusCell}
                  onOpen={onOpen}
                  onEdit={edit}
                  onCommit={endEdit}
                  onCancelEdit={cancelEdit}
                />
              ) : null;
            })}
          </div>
        </div>
      ) : data.loading ? (
        <SkeletonRows rows={14} label={`Loading ${definition.itemNoun.many}`} />
      ) : (
        <EmptyState title={`No ${definition.itemNoun.many} match`} action={<Button onClick={props.onClearFilter}>Clear the filter</Button>}>
          {`The version holds ${data.total.toLocaleString('en')} ${definition.itemNoun.many}; none of them meets every condition.`}
        </EmptyState>
      )}
      {data.loadingMore ? <SkeletonRows rows={2} label="Loading more" /> : null}
    </div>
  );
}

function isSwitch(column: GridColumn): boolean {
  return column.field.preparerDecision === true && (column.field.choices?.length ?? 0) <= 3;
}

function nextChoice(row: ItemRow, column: GridColumn): string | null {
  const choices = column.field.choices?.map((choice) => choice.value) ?? [];
  const at = choices.indexOf(String(cellValue(row, column) ?? ''));
  return choices[at + 1] ?? null;
}

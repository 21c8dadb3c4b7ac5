import { type Column, type Sort } from './data-table-column';

('use client');

import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { cx } from './cx';
import { DataTableHead } from './data-table-head';
import { Checkbox } from './input';
import { SkeletonRows } from './states';
import { useKeys } from './use-keys';
import type { RowSelection } from './use-row-selection';

export interface DataTableProps<Row> {
  /** Accessible name. */
  label: string;
  rows: readonly Row[];
  /** Unique in the list. */
  rowKey: (row: Row) => string;
  columns: readonly Column<Row>[];
  /** Ids of hidden columns, from `useHiddenColumns`. */
  hidden?: ReadonlySet<string>;
  /** Least height; rows that hold more grow. */
  rowHeight?: number;
  currentKey?: string | null;
  /** Scrolled to and focused once, as soon as it is among the rows: the row that an address links to. */
  revealKey?: string | null;
  onCurrentChange?: (key: string) => void;
  /** Enter, or a click on the row. */
  onOpen?: (row: Row) => void;
  selection?: RowSelection;
  /** Rows that cannot be selected have no box. */
  selectable?: (row: Row) => boolean;
  /** Name of a row in its checkbox. */
  rowName?: (row: Row) => string;
  rowClass?: (row: Row) => string | undefined;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** How many rows the whole list has, for screen readers; by default those at hand. */
  total?: number;
  /** Called when the end comes near; must be safe to call again. */
  onEndReached?: () => void;
  loading?: boolean;
  loadingMore?: boolean;
  /** Shown in place of rows. */
  empty?: ReactNode;
  /** j, k, Enter and x work wherever the focus is on the page (one table a page). */
  pageKeys?: boolean;
  className?: string;
}

const HEAD_HEIGHT = 32;
const SELECT_WIDTH = 40;
const NEAR_END_ROWS = 20;

/** The table of the product: sticky header, keyboard row focus, virtualised rows that may grow, sort, selection. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, rowKey, rowHeight = 34, currentKey = null, selection, hidden, onEndReached } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const unrevealed = useRef(props.revealKey ?? null);
  const columns = hidden ? props.columns.filter((column) => !hidden.has(column.id)) : props.columns;
  const template = trackTemplate(columns, selection !== undefined);
  const leastWidth = columns.reduce((sum, column) => sum + column.width, selection ? SELECT_WIDTH : 0);
  const currentIndex = currentKey === null ? -1 : rows.findIndex((row) => rowKey(row) === currentKey);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
    overscan: 12,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (rows.length > 0 && lastShown >= rows.length - NEAR_END_ROWS) onEndReached?.();
  }, [lastShown, rows.length, onEndReached]);
  useEffect(() => {
    const index = unrevealed.current === null ? -1 : rows.findIndex((row) => rowKey(row) === unrevealed.current);
    if (index < 0) return;
    unrevealed.current = null;
    wantsFocus.current = true;
    virtual.scrollToIndex(index, { align: 'center' });
  }, [rows, rowKey, virtual]);
  useEffect(() => {
    if (!wantsFocus.current || currentIndex < 0) return;
    const target = scroller.current?.querySelector<HTMLElement>(`[data-index="${currentIndex}"]`);
    if (!target) return;
    wantsFocus.current = false;
    target.focus({ preventScroll: true });
  });

  const move = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row === undefined) return;
    wantsFocus.current = true;
    virtual.scrollToIndex(rows.indexOf(row), { align: 'auto' });
    props.onCurrentChange?.(rowKey(row));
  };
  const openCurrent = () => {
    const row = rows[currentIndex];
    if (row !== undefined) props.onOpen?.(row);
  };
  const toggleCurrent = () => {
    const row = rows[currentIndex];
    if (row !== undefined) selection?.toggle(rowKey(row));
  };
  const on = props.pageKeys === true;
  useKeys({
    j: on ? () => move(currentIndex + 1) : undefined,
    k: on ? () => move(currentIndex < 0 ? 0 : currentIndex - 1) : undefined,
    x: on && selection ? toggleCurrent : undefined,
  });
  const onRowKey = (event: KeyboardEvent, row: Row, index: number) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const command = rowCommands({
      index,
      last: rows.length - 1,
      move,
      open: () => props.onOpen?.(row),
      toggle: () => selection?.toggle(rowKey(row), event.shiftKey),
    })[event.key];
    if (!command) return;
    event.preventDefault();
    command();
  };
  useKeys({
    Enter:
      on && currentIndex >= 0 && typeof document !== 'undefined'
        ? () => document.activeElement === document.body && openCurrent()
        : undefined,
  });

  return (
    <div ref={scroller} className={cx('relative min-h-0 flex-1 overflow-auto', props.className)}>
      <div
        role="grid"
        aria-label={props.label}
        aria-rowcount={(props.total ?? rows.length) + 1}
        aria-multiselectable={selection ? true : undefined}
        aria-busy={props.loading || undefined}
        style={{ minWidth: leastWidth }}
      >
        <DataTableHead
          columns={columns}
          template={template}
          height={HEAD_HEIGHT}
          sort={props.sort ?? null}
          onSort={props.onSort}
          selection={selection}
        />
        {rows.length > 0 ? (
          <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const row = rows[item.index];
              if (row === undefined) return null;
              const key = rowKey(row);
              const selected = selection?.has(key) ?? false;
              return (
                <div
                  key={key}
                  ref={virtual.measureElement}
                  data-index={item.index}
                  role="row"
                  aria-rowindex={item.index + 2}
                  aria-selected={selection ? selected : key === currentKey}
                  tabIndex={item.index === Math.max(0, currentIndex) ? 0 : -1}
                  onKeyDown={(event) => onRowKey(event, row, item.index)}
                  onFocus={(event) => event.target === event.currentTarget && props.onCurrentChange?.(key)}
                  onClick={(event) => {
                    if (isControl(event.target) || window.getSelection()?.toString()) return;
                    props.onCurrentChange?.(key);
                    props.onOpen?.(row);
                  }}
                  className={cx(
                    'absolute inset-x-0 top-0 grid items-stretch border-b border-line text-sm hover:bg-hover',
                    props.onOpen && 'cursor-pointer',
                    (selected || key === currentKey) && 'bg-selected hover:bg-selected',
                    props.rowClass?.(row),
                  )}
                  style={{ gridTemplateColumns: template, minHeight: rowHeight, transform: `translateY(${item.start - HEAD_HEIGHT}px)` }}
                >
                  {selection ? (
                    <div role="gridcell" className="flex items-center justify-center">
                      {props.selectable && !props.selectable(row) ? null : (
                        <Checkbox
                          hideLabel
                          label={`Select ${props.rowName?.(row) ?? key}`}
                          checked={selected}
                          tabIndex={-1}
                          onChange={(event) => selection.toggle(key, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
                        />
                      )}
                    </div>
                  ) : null}
                  {columns.map((column) => (
                    <div
                      key={column.id}
                      role="gridcell"
                      className={cx('flex min-w-0 items-center px-2 py-1', column.align === 'right' && 'tabular justify-end text-right')}
                    >
                      <div className={cx('max-w-full min-w-0', column.wrap ? 'flex-1 break-words' : 'truncate')}>{column.cell(row)}</div>
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        ) : null}
      </div>
      {rows.length === 0 ? props.loading ? <SkeletonRows label={`Loading ${props.label}`} /> : props.empty : null}
      {props.loadingMore ? <SkeletonRows rows={2} label="Loading more" /> : null}
    </div>
  );
}

function trackTemplate<Row>(columns: readonly Column<Row>[], withSelection: boolean): string {
  const tracks = columns.map((column) => (column.grow ? `minmax(${column.width}px, ${column.grow}fr)` : `${column.width}px`));
  return [...(withSelection ? [`${SELECT_WIDTH}px`] : []), ...tracks].join(' ');
}

function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, select, textarea, label') !== null;
}

interface RowCommandContext {
  index: number;
  last: number;
  move: (index: number) => void;
  open: () => void;
  toggle: () => void;
}
function rowCommands({ index, last, move, open, toggle }: RowCommandContext): Record<string, (() => void) | undefined> {
  return {
    ArrowDown: () => move(index + 1),
    ArrowUp: () => move(index - 1),
    j: () => move(index + 1),
    k: () => move(index - 1),
    Home: () => move(0),
    End: () => move(last),
    PageDown: () => move(index + 15),
    PageUp: () => move(index - 15),
    Enter: open,
    x: toggle,
    ' ': toggle,
  };
}

'use client';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { cx } from './cx';
import type { Column, DataTableProps } from './data-table-column';
import { DataTableHead } from './data-table-head';
import { DataTableRow } from './data-table-row';
import { type KeyGroup, useKeysOfPage } from './keys-dialog';
import { SkeletonRows } from './states';
import { widened } from './use-column-widths';
import { useKeys } from './use-keys';
import { useVirtualRows, type VirtualRows } from './use-virtual-rows';

const HEAD_HEIGHT = 32;
const SELECT_WIDTH = 40;
const NEAR_END_ROWS = 20;

const KEYS: readonly KeyGroup[] = [
  {
    title: 'Rows',
    keys: [
      { keys: ['j', 'k'], does: 'Next and previous row' },
      { keys: ['Home', 'End'], does: 'First and last row' },
      { keys: ['Page Up', 'Page Down'], does: 'A screen of rows on' },
    ],
  },
];
const OPENING: readonly KeyGroup[] = [{ title: 'Rows', keys: [{ keys: ['Enter'], does: 'Open the row' }] }];
const SELECTING: readonly KeyGroup[] = [{ title: 'Rows', keys: [{ keys: ['x'], does: 'Select the row' }] }];
const NO_KEYS: readonly KeyGroup[] = [];

/** The table of the product: sticky header, keyboard row focus, virtualised rows that may grow, sort, selection. */
export function DataTable<Row>(given: DataTableProps<Row>) {
  const props = useCurrentRow(given);
  useKeysOfPage(props.selection ? SELECTING : NO_KEYS);
  useKeysOfPage(props.onOpen ? OPENING : NO_KEYS);
  useKeysOfPage(KEYS);
  const { rows, rowKey, rowHeight = 34, currentKey = null, selection, hidden } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const shownColumns = hidden ? props.columns.filter((column) => !hidden.has(column.id)) : props.columns;
  const columns = props.widths ? widened(shownColumns, props.widths.widths) : shownColumns;
  const template = trackTemplate(columns, selection !== undefined);
  const leastWidth = columns.reduce((sum, column) => sum + column.width, selection ? SELECT_WIDTH : 0);
  const currentIndex = currentKey === null ? -1 : rows.findIndex((row) => rowKey(row) === currentKey);
  const virtual = useVirtualRows({
    scroller,
    count: rows.length,
    keyOf: (index) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
    estimate: () => rowHeight,
    headHeight: HEAD_HEIGHT,
    scrollMargin: HEAD_HEIGHT,
    overscan: 12,
    onNearEnd: props.onEndReached,
    nearEndRows: NEAR_END_ROWS,
  });
  const stop = virtual.tabStop(Math.max(0, currentIndex));
  const onRowKey = useRowKeys(props, useRowFocus(props, virtual, scroller, currentIndex), currentIndex);
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
          onResize={props.widths?.resize}
          selection={selection}
        />
        {rows.length > 0 ? (
          <div role="rowgroup" style={virtual.room}>
            {virtual.shown.map(({ index }) => {
              const row = rows[index];
              return row === undefined ? null : (
                <DataTableRow
                  key={rowKey(row)}
                  table={props}
                  row={row}
                  index={index}
                  columns={columns}
                  tabStop={index === stop}
                  measure={virtual.measure}
                  onKeyDown={onRowKey}
                  style={{ gridTemplateColumns: template, minHeight: rowHeight }}
                />
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

/** Where its page does not keep the current row the table does, so that every table is walked by the same keys; it begins at the page's. */
function useCurrentRow<Row>(props: DataTableProps<Row>): DataTableProps<Row> {
  const { currentKey = null, onCurrentChange } = props;
  const [own, setOwn] = useState<{ key: string | null; besides: string | null }>({ key: currentKey, besides: currentKey });
  if (onCurrentChange) return props;
  const key = own.besides === currentKey ? own.key : currentKey;
  return { ...props, currentKey: key, onCurrentChange: (walked) => setOwn({ key: walked, besides: currentKey }) };
}

/** Brings the row that an address links to into view, and the focus to the row that becomes the current one; answers how to move there. */
function useRowFocus<Row>(
  { rows, rowKey, revealKey = null, onCurrentChange }: DataTableProps<Row>,
  { shown, scrollTo }: VirtualRows,
  scroller: RefObject<HTMLDivElement | null>,
  currentIndex: number,
): (index: number) => void {
  const wantsFocus = useRef(false);
  const unrevealed = useRef(revealKey);
  useEffect(() => {
    const index = unrevealed.current === null ? -1 : rows.findIndex((row) => rowKey(row) === unrevealed.current);
    if (index < 0) return;
    unrevealed.current = null;
    wantsFocus.current = true;
    scrollTo(index, 'center');
  }, [rows, rowKey, scrollTo]);
  // The row that is wanted may only come into being as rows are scrolled into view.
  useEffect(() => {
    if (!wantsFocus.current || currentIndex < 0) return;
    const target = scroller.current?.querySelector<HTMLElement>(`[data-index="${currentIndex}"]`);
    if (!target) return;
    wantsFocus.current = false;
    target.focus({ preventScroll: true });
  }, [currentIndex, shown, scroller]);
  return (index) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row === undefined) return;
    wantsFocus.current = true;
    scrollTo(rows.indexOf(row), 'auto');
    onCurrentChange?.(rowKey(row));
  };
}

type RowKeyHandler<Row> = (event: KeyboardEvent, row: Row, index: number) => void;

/** The table's keys: on a focused row, and with `pageKeys` wherever the focus is. */
function useRowKeys<Row>(props: DataTableProps<Row>, move: (index: number) => void, currentIndex: number): RowKeyHandler<Row> {
  const { rows, rowKey, selection, onOpen } = props;
  const on = props.pageKeys === true;
  const openCurrent = () => {
    const row = rows[currentIndex];
    if (row !== undefined) onOpen?.(row);
  };
  const toggleCurrent = () => {
    const row = rows[currentIndex];
    if (row !== undefined) selection?.toggle(rowKey(row));
  };
  useKeys({
    j: on ? () => move(currentIndex + 1) : undefined,
    k: on ? () => move(currentIndex < 0 ? 0 : currentIndex - 1) : undefined,
    x: on && selection ? toggleCurrent : undefined,
  });
  useKeys({
    Enter:
      on && currentIndex >= 0 && typeof document !== 'undefined'
        ? () => document.activeElement === document.body && openCurrent()
        : undefined,
  });
  return (event, row, index) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const command = rowCommands({
      index,
      last: rows.length - 1,
      move,
      open: () => onOpen?.(row),
      toggle: () => selection?.toggle(rowKey(row), event.shiftKey),
    })[event.key];
    if (!command) return;
    event.preventDefault();
    command();
  };
}

function trackTemplate<Row>(columns: readonly Column<Row>[], withSelection: boolean): string {
  const tracks = columns.map((column) => (column.grow ? `minmax(${column.width}px, ${column.grow}fr)` : `${column.width}px`));
  return [...(withSelection ? [`${SELECT_WIDTH}px`] : []), ...tracks].join(' ');
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

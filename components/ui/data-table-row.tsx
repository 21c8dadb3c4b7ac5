'use client';
import type { CSSProperties, KeyboardEvent } from 'react';
import { cx } from './cx';
import type { Column, DataTableProps } from './data-table-column';
import { Checkbox } from './input';

interface DataTableRowProps<Row> {
  table: DataTableProps<Row>;
  row: Row;
  index: number;
  columns: readonly Column<Row>[];
  /** The one row that Tab reaches. */
  tabStop: boolean;
  measure: (element: HTMLElement | null) => void;
  onKeyDown: (event: KeyboardEvent, row: Row, index: number) => void;
  style: CSSProperties;
}

/** One row of the table: its box, where rows can be selected, and its cells. */
export function DataTableRow<Row>({ table, row, index, columns, tabStop, measure, onKeyDown, style }: DataTableRowProps<Row>) {
  const { selection, currentKey = null, onCurrentChange, onOpen } = table;
  const key = table.rowKey(row);
  const selected = selection?.has(key) ?? false;
  return (
    <div
      ref={measure}
      data-index={index}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selection ? selected : key === currentKey}
      tabIndex={tabStop ? 0 : -1}
      onKeyDown={(event) => onKeyDown(event, row, index)}
      onFocus={(event) => event.target === event.currentTarget && onCurrentChange?.(key)}
      onClick={(event) => {
        if (isControl(event.target) || window.getSelection()?.toString()) return;
        onCurrentChange?.(key);
        onOpen?.(row);
      }}
      className={cx(
        'group relative grid items-stretch border-b border-line text-sm hover:bg-hover',
        onOpen && 'cursor-pointer',
        (selected || key === currentKey) && 'bg-selected hover:bg-selected',
        table.rowClass?.(row),
      )}
      style={style}
    >
      {selection ? (
        <div role="gridcell" className="flex items-center justify-center">
          {table.selectable && !table.selectable(row) ? null : (
            <Checkbox
              hideLabel
              label={`Select ${table.rowName?.(row) ?? key}`}
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
}

function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, select, textarea, label, summary') !== null;
}

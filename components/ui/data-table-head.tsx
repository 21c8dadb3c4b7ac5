'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { ColumnEdge, onHeadKey } from './column-edge';
import { cx } from './cx';
import type { Column, Sort } from './data-table-column';
import { Checkbox } from './input';
import type { RowSelection } from './use-row-selection';

interface DataTableHeadProps<Row> {
  columns: readonly Column<Row>[];
  template: string;
  height: number;
  sort: Sort;
  onSort?: (sort: Sort) => void;
  /** Lets the columns be widened. */
  onResize?: (column: string, width: number | null) => void;
  selection?: RowSelection;
}

/** The sticky head: names, sort, widths, and *select all*. One stop of Tab, within which arrows move. */
export function DataTableHead<Row>({ columns, template, height, sort, onSort, onResize, selection }: DataTableHeadProps<Row>) {
  const first = selection ? null : columns.find((column) => column.sortable && onSort);
  return (
    <div role="rowgroup" className="sticky top-0 z-10 border-b border-line-strong bg-canvas">
      <div
        role="row"
        aria-rowindex={1}
        onKeyDown={(event) => onHeadKey(event, onResize)}
        className="grid"
        style={{ gridTemplateColumns: template, height }}
      >
        {selection ? (
          <div role="columnheader" className="flex items-center justify-center">
            <Checkbox
              hideLabel
              label="Select all shown"
              checked={selection.all}
              indeterminate={selection.count > 0 && !selection.all}
              onChange={selection.toggleAll}
            />
          </div>
        ) : null}
        {columns.map((column) => {
          const direction = sort === column.id ? 'ascending' : sort === `-${column.id}` ? 'descending' : undefined;
          const sortable = column.sortable && onSort;
          const Arrow = direction === 'descending' ? ArrowDown : ArrowUp;
          return (
            <div
              key={column.id}
              role="columnheader"
              data-column={column.id}
              aria-sort={direction}
              className={cx('eyebrow relative flex min-w-0 items-center px-2', column.align === 'right' && 'justify-end')}
            >
              {sortable ? (
                <button
                  type="button"
                  tabIndex={column === first ? 0 : -1}
                  onClick={() => onSort(direction === 'ascending' ? `-${column.id}` : direction === 'descending' ? null : column.id)}
                  className="flex min-w-0 items-center gap-1 rounded-sm hover:text-ink"
                >
                  <span className="truncate">{column.header}</span>
                  {direction ? <Arrow aria-hidden className="size-3 shrink-0" /> : null}
                </button>
              ) : (
                <span className="truncate">{column.header}</span>
              )}
              {onResize ? <ColumnEdge onResize={(width) => onResize(column.id, width)} /> : null}
            </div>
          );
        })}
      </div>
    </div>
  );
}

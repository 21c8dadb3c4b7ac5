'use client';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { ColumnEdge, onHeadKey } from '#components/ui/column-edge';
import { cx } from '#components/ui/cx';
import { Checkbox } from '#components/ui/input';
import { Tooltip } from '#components/ui/tooltip';
import type { GridColumn } from './grid-columns';

export const HEAD_HEIGHT = 32;
const SELECT_WIDTH = 40;

/** Tracks of head and rows: select (only where rows can be selected), key, then the chosen columns. */
export function trackTemplate(columns: readonly GridColumn[], keyWidth: number, selectable: boolean): string {
  const tracks = columns.map(({ width, grow }) => (grow > 0 ? `minmax(${width}px, ${grow}fr)` : `${width}px`));
  return [...(selectable ? [`${SELECT_WIDTH}px`] : []), `${keyWidth}px`, ...tracks].join(' ');
}

/** Least width of a row in px: below it the grid scrolls sideways under its key column. */
export function leastWidth(columns: readonly GridColumn[], keyWidth: number, selectable: boolean): number {
  return columns.reduce((sum, column) => sum + column.width, keyWidth + (selectable ? SELECT_WIDTH : 0));
}

interface GridHeadProps {
  columns: readonly GridColumn[];
  keyLabel: string;
  template: string;
  sort: string;
  onSort: (sort: string) => void;
  onResize: (column: string, width: number | null) => void;
  selection: { all: boolean; some: boolean; toggleAll: () => void } | null;
}

/** The sticky head: names, sort, widths and *select all*. One stop of Tab, within which arrows move. */
export function GridHead({ columns, keyLabel, template, sort, onSort, onResize, selection }: GridHeadProps) {
  const byKey = sort === '' || sort === 'key' ? 'up' : sort === '-key' ? 'down' : null;
  return (
    <div role="rowgroup" className="sticky top-0 z-30 border-b border-line-strong bg-canvas">
      <div
        role="row"
        aria-rowindex={1}
        onKeyDown={(event) => onHeadKey(event, onResize)}
        className="grid"
        style={{ gridTemplateColumns: template, height: HEAD_HEIGHT }}
      >
        {selection ? (
          <div role="columnheader" className="sticky left-0 z-10 flex items-center justify-center bg-canvas">
            <Checkbox
              hideLabel
              label="Select all loaded"
              checked={selection.all}
              indeterminate={selection.some && !selection.all}
              onChange={selection.toggleAll}
            />
          </div>
        ) : null}
        <div
          role="columnheader"
          data-column="key"
          aria-sort={byKey === 'up' ? 'ascending' : byKey === 'down' ? 'descending' : undefined}
          className={cx('eyebrow sticky z-10 flex items-center border-r border-line bg-canvas px-3', selection ? 'left-10' : 'left-0')}
        >
          <SortButton
            label={keyLabel}
            direction={byKey}
            tabStop={selection === null}
            onClick={() => onSort(byKey === 'up' ? '-key' : byKey === 'down' ? '' : 'key')}
          />
          <ColumnEdge onResize={(width) => onResize('key', width)} />
        </div>
        {columns.map((column) => {
          const direction = sort === column.id ? 'up' : sort === `-${column.id}` ? 'down' : null;
          const next = direction === 'up' ? `-${column.id}` : direction === 'down' ? '' : column.id;
          return (
            <div
              key={column.id}
              role="columnheader"
              data-column={column.id}
              aria-sort={direction === 'up' ? 'ascending' : direction === 'down' ? 'descending' : undefined}
              className={cx('eyebrow relative flex min-w-0 items-center px-3', column.numeric && 'justify-end')}
            >
              <SortButton
                label={column.label}
                help={column.recordColumn ? undefined : column.field.help}
                direction={direction}
                tabStop={false}
                onClick={() => onSort(next)}
              />
              <ColumnEdge onResize={(width) => onResize(column.id, width)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface SortButtonProps {
  label: string;
  help?: string;
  direction: 'up' | 'down' | null;
  tabStop: boolean;
  onClick: () => void;
}

function SortButton({ label, help, direction, tabStop, onClick }: SortButtonProps) {
  const Arrow = direction === 'down' ? ArrowDown : ArrowUp;
  return (
    <Tooltip text={help}>
      <button
        type="button"
        tabIndex={tabStop ? 0 : -1}
        onClick={onClick}
        className="flex min-w-0 items-center gap-1 rounded-sm hover:text-ink"
      >
        <span className="truncate">{label}</span>
        {direction ? <Arrow aria-hidden className="size-3 shrink-0" /> : null}
      </button>
    </Tooltip>
  );
}

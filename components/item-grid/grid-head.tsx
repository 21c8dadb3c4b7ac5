'use client';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { cx } from '#components/ui/cx';
import { Checkbox } from '#components/ui/input';
import { Tooltip } from '#components/ui/tooltip';
import type { GridColumn } from './grid-columns';

export const HEAD_HEIGHT = 32;
const SELECT_WIDTH = 40;
const KEY_WIDTH = 196;

/** Columns of words share what room is left; figures, flags and choices keep their width. */
const GROWING = new Set(['text', 'long-text', 'list', 'record']);

/** Tracks of head and rows: select (only where rows can be selected), key, then the chosen columns. */
export function trackTemplate(columns: readonly GridColumn[], selectable: boolean): string {
  const tracks = columns.map((column) => (GROWING.has(column.kind) ? `minmax(${column.width}px, 1fr)` : `${column.width}px`));
  return [...(selectable ? [`${SELECT_WIDTH}px`] : []), `${KEY_WIDTH}px`, ...tracks].join(' ');
}

/** Least width of a row in px: below it the grid scrolls sideways under its key column. */
export function leastWidth(columns: readonly GridColumn[], selectable: boolean): number {
  return columns.reduce((sum, column) => sum + column.width, KEY_WIDTH + (selectable ? SELECT_WIDTH : 0));
}

interface GridHeadProps {
  columns: readonly GridColumn[];
  keyLabel: string;
  template: string;
  sort: string;
  onSort: (sort: string) => void;
  selection: { all: boolean; some: boolean; toggleAll: () => void } | null;
}

/** The sticky head: names, sort and *select all*. */
export function GridHead({ columns, keyLabel, template, sort, onSort, selection }: GridHeadProps) {
  const byKey = sort === '' || sort === 'key' ? 'up' : sort === '-key' ? 'down' : null;
  return (
    <div role="rowgroup" className="sticky top-0 z-30 border-b border-line-strong bg-canvas">
      <div role="row" aria-rowindex={1} className="grid" style={{ gridTemplateColumns: template, height: HEAD_HEIGHT }}>
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
          aria-sort={byKey === 'up' ? 'ascending' : byKey === 'down' ? 'descending' : undefined}
          className={cx('eyebrow sticky z-10 flex items-center border-r border-line bg-canvas px-3', selection ? 'left-10' : 'left-0')}
        >
          <SortButton label={keyLabel} direction={byKey} onClick={() => onSort(byKey === 'up' ? '-key' : byKey === 'down' ? '' : 'key')} />
        </div>
        {columns.map((column) => {
          const direction = sort === column.id ? 'up' : sort === `-${column.id}` ? 'down' : null;
          const next = direction === 'up' ? `-${column.id}` : direction === 'down' ? '' : column.id;
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-sort={direction === 'up' ? 'ascending' : direction === 'down' ? 'descending' : undefined}
              className={cx('eyebrow flex min-w-0 items-center px-3', column.numeric && 'justify-end')}
            >
              <SortButton
                label={column.label}
                help={column.recordColumn ? undefined : column.field.help}
                direction={direction}
                onClick={() => onSort(next)}
              />
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
  onClick: () => void;
}

function SortButton({ label, help, direction, onClick }: SortButtonProps) {
  const Arrow = direction === 'down' ? ArrowDown : ArrowUp;
  return (
    <Tooltip text={help}>
      <button type="button" onClick={onClick} className="flex min-w-0 items-center gap-1 rounded-sm hover:text-ink">
        <span className="truncate">{label}</span>
        {direction ? <Arrow aria-hidden className="size-3 shrink-0" /> : null}
      </button>
    </Tooltip>
  );
}

'use client';
import { type KeyboardEvent, useCallback, useRef, useState } from 'react';

interface Place {
  row: number;
  column: number;
}

const PAGE = 10;

/**
 * The keyboard of a grid of cells, of which one is in the order of Tab: arrows, Home and End in a row and with Ctrl in the whole, Page Up
 * and Page Down. Cells carry their place as `data-cell="row:column"`. Source: WAI-ARIA APG, "Grid".
 */
export function useGridFocus({ rows, columns }: { rows: number; columns: number }) {
  const [asked, setPlace] = useState<Place>({ row: 0, column: 0 });
  const grid = useRef<HTMLDivElement>(null);
  const place = { row: Math.min(asked.row, Math.max(0, rows - 1)), column: Math.min(asked.column, columns - 1) };
  const moveTo = useCallback(
    (row: number, column: number) => {
      const next = { row: Math.max(0, Math.min(rows - 1, row)), column: Math.max(0, Math.min(columns - 1, column)) };
      setPlace(next);
      grid.current?.querySelector<HTMLElement>(`[data-cell="${next.row}:${next.column}"]`)?.focus();
    },
    [rows, columns],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey || !(event.target instanceof HTMLElement) || event.target.dataset.cell === undefined) return;
    const { row, column } = place;
    const moves: Record<string, () => void> = {
      ArrowUp: () => moveTo(row - 1, column),
      ArrowDown: () => moveTo(row + 1, column),
      ArrowLeft: () => moveTo(row, column - 1),
      ArrowRight: () => moveTo(row, column + 1),
      Home: () => moveTo(event.ctrlKey ? 0 : row, 0),
      End: () => moveTo(event.ctrlKey ? rows - 1 : row, columns - 1),
      PageUp: () => moveTo(row - PAGE, column),
      PageDown: () => moveTo(row + PAGE, column),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  };
  return {
    grid,
    onKeyDown,
    isTabStop: (row: number, column: number) => row === place.row && column === place.column,
    onFocus: (row: number, column: number) => setPlace({ row, column }),
  };
}

'use client';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';

export interface Cursor {
  row: number;
  column: number;
}

/** What the grid does when a person presses a key on a cell. */
export interface CursorActions {
  rowCount: number;
  columnCount: number;
  scrollToRow: (row: number) => void;
  activate: (cursor: Cursor) => void;
  open: (cursor: Cursor) => void;
  toggleSelected: (cursor: Cursor, extend: boolean) => void;
  selectAll: () => void;
  clear: () => void;
  undo: () => void;
  /** A printable character on a cell; true when the cell took it. */
  type: (cursor: Cursor, character: string) => boolean;
}

const PAGE_ROWS = 12;

/**
 * One tab stop for the whole grid, moved by arrows (or j and k). Enter edits, o opens the side panel, x selects,
 * Ctrl Z undoes. The focused cell is found by `data-cell="row:column"`, also after its row was scrolled into being.
 */
export function useGridCursor(actions: CursorActions): {
  cursor: Cursor;
  setCursor: (cursor: Cursor, focus?: boolean) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  gridRef: React.RefObject<HTMLDivElement | null>;
} {
  const gridRef = useRef<HTMLDivElement | null>(null);
  const [placed, setPlaced] = useState<Cursor>({ row: 0, column: 0 });
  const [wanted, setWanted] = useState<Cursor | null>(null);
  const { rowCount, columnCount, scrollToRow } = actions;
  // Rows may have left the view since.
  const row = Math.min(placed.row, Math.max(0, rowCount - 1));
  const cursor = useMemo(() => ({ row, column: placed.column }), [row, placed.column]);

  const setCursor = useCallback(
    (next: Cursor, focus = true) => {
      const bounded = {
        row: Math.max(0, Math.min(rowCount - 1, next.row)),
        column: Math.max(0, Math.min(columnCount - 1, next.column)),
      };
      setPlaced(bounded);
      if (!focus) return;
      scrollToRow(bounded.row);
      setWanted(bounded);
    },
    [rowCount, columnCount, scrollToRow],
  );

  useEffect(() => {
    if (!wanted) return;
    const frame = requestAnimationFrame(() => {
      const cell = gridRef.current?.querySelector<HTMLElement>(`[data-cell="${wanted.row}:${wanted.column}"]`);
      cell?.focus({ preventScroll: false });
      setWanted(null);
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted]);

  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const cell = cellNamed((event.target as HTMLElement).dataset.cell);
      if (cell && handleKey(event, cell, setCursor, actions)) event.preventDefault();
    },
    [setCursor, actions],
  );

  return { cursor, setCursor, onKeyDown, gridRef };
}

/** The cell that a key was pressed on: it may have had the focus before its page was told of that, while the browser took over from the server. */
function cellNamed(name: string | undefined): Cursor | null {
  const [row = Number.NaN, column = Number.NaN] = (name ?? '').split(':').map(Number);
  return Number.isInteger(row) && Number.isInteger(column) ? { row, column } : null;
}

function handleKey(event: KeyboardEvent<HTMLElement>, cursor: Cursor, move: (cursor: Cursor) => void, actions: CursorActions): boolean {
  const { row, column } = cursor;
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key.toLowerCase() === 'z') return done(actions.undo);
  if (command && event.key.toLowerCase() === 'a') return done(actions.selectAll);
  if (command && event.key === 'Home') return done(() => move({ row: 0, column: 0 }));
  if (command && event.key === 'End') return done(() => move({ row: actions.rowCount - 1, column: actions.columnCount - 1 }));
  if (command || event.altKey) return false;
  if (event.key.length === 1 && event.key !== ' ' && actions.type(cursor, event.key)) return true;
  switch (event.key) {
    case 'ArrowDown':
    case 'j':
      return done(() => move({ row: row + 1, column }));
    case 'ArrowUp':
    case 'k':
      return done(() => move({ row: row - 1, column }));
    case 'ArrowRight':
      return done(() => move({ row, column: column + 1 }));
    case 'ArrowLeft':
      return done(() => move({ row, column: column - 1 }));
    case 'Home':
      return done(() => move({ row, column: 0 }));
    case 'End':
      return done(() => move({ row, column: actions.columnCount - 1 }));
    case 'PageDown':
      return done(() => move({ row: row + PAGE_ROWS, column }));
    case 'PageUp':
      return done(() => move({ row: row - PAGE_ROWS, column }));
    case 'Enter':
    case 'F2':
      return done(() => actions.activate(cursor));
    case ' ':
    case 'x':
      return done(() => actions.toggleSelected(cursor, event.shiftKey));
    case 'o':
      return done(() => actions.open(cursor));
    case 'Escape':
      return done(actions.clear);
    default:
      return false;
  }
}

function done(act: () => void): true {
  act();
  return true;
}

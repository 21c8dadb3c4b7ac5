'use client';

import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { z } from 'zod/mini';

const widthsSchema = z.record(z.string(), z.number().check(z.int(), z.minimum(40), z.maximum(2000)));
/** Widths (px) of columns by id, as a person has drawn them. */
type Widths = Readonly<Record<string, number>>;

/** A table whose columns a person can widen. */
export interface ColumnWidths {
  widths: Widths;
  /** Gives a column a width (px) from here on; null gives it back its own. */
  resize: (column: string, width: number | null) => void;
}

const LEAST_WIDTH = 48;
const MOST_WIDTH = 1200;
const NONE: Widths = {};
const read = new Map<string, Widths>();
const listeners = new Set<() => void>();

/** Reads what this browser keeps of a table. A text that is no widths is left behind like none. */
function stored(name: string): Widths {
  const known = read.get(name);
  if (known) return known;
  let widths = NONE;
  try {
    widths = widthsSchema.safeParse(JSON.parse(localStorage.getItem(name) ?? '{}')).data ?? NONE;
  } catch {
    // A browser without storage, or a text that is no JSON: columns have their own widths.
  }
  read.set(name, widths);
  return widths;
}

function keep(name: string, widths: Widths): void {
  read.set(name, widths);
  try {
    localStorage.setItem(name, JSON.stringify(widths));
  } catch {
    // A browser that keeps nothing keeps the widths while the page stays open.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The widths that a person has given the columns of a table in this browser. `table` names it: "rules", "inbox". */
export function useColumnWidths(table: string): ColumnWidths {
  const name = `countersign-widths ${table}`;
  const widths = useSyncExternalStore(
    subscribe,
    () => stored(name),
    () => NONE,
  );
  const resize = useCallback(
    (column: string, width: number | null) => {
      const { [column]: _, ...others } = stored(name);
      keep(name, width === null ? others : { ...others, [column]: Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width))) });
    },
    [name],
  );
  return useMemo(() => ({ widths, resize }), [widths, resize]);
}

/** Columns as a person has widened them: such a column is as wide as it was drawn, and takes no share of the room left over. */
export function widened<C extends { id: string; width: number; grow?: number }>(columns: readonly C[], widths: Widths): readonly C[] {
  return columns.map((column) => {
    const width = widths[column.id];
    return width === undefined ? column : { ...column, width, grow: 0 };
  });
}

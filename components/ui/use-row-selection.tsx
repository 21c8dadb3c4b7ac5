'use client';

import { useCallback, useMemo, useRef, useState } from 'react';

export interface RowSelection {
  keys: readonly string[];
  count: number;
  all: boolean;
  has: (key: string) => boolean;
  /** `range`: everything between the last one toggled and this one. */
  toggle: (key: string, range?: boolean) => void;
  toggleAll: () => void;
  clear: () => void;
}

/** Which of the rows shown are selected. Rows that leave the list leave the selection. */
export function useRowSelection(shown: readonly string[]): RowSelection {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const keys = useMemo(() => shown.filter((key) => picked.has(key)), [shown, picked]);
  const toggle = useCallback(
    (key: string, range = false) => {
      const touched = range && last.current ? between(shown, last.current, key) : [key];
      last.current = key;
      setPicked((before) => {
        const next = new Set(before);
        const on = !before.has(key);
        for (const each of touched) {
          if (on) next.add(each);
          else next.delete(each);
        }
        return next;
      });
    },
    [shown],
  );
  const all = shown.length > 0 && keys.length === shown.length;
  const clear = useCallback(() => setPicked(new Set()), []);
  return {
    keys,
    count: keys.length,
    all,
    has: (key) => picked.has(key),
    toggle,
    toggleAll: () => setPicked(all ? new Set() : new Set(shown)),
    clear,
  };
}

function between(shown: readonly string[], from: string, to: string): readonly string[] {
  const start = shown.indexOf(from);
  const end = shown.indexOf(to);
  return start < 0 || end < 0 ? [to] : shown.slice(Math.min(start, end), Math.max(start, end) + 1);
}

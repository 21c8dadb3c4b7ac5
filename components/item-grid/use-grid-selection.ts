'use client';
import { useCallback, useMemo, useState } from 'react';

export interface GridSelection {
  keys: ReadonlySet<string>;
  toggle: (index: number, extend: boolean) => void;
  setAll: (selected: boolean) => void;
  clear: () => void;
}

/** Selected rows by key; Shift extends from the row selected last. `order` holds the keys of the rows on screen. */
export function useGridSelection(order: readonly string[]): GridSelection {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const [anchor, setAnchor] = useState<number | null>(null);

  const toggle = useCallback(
    (index: number, extend: boolean) => {
      const key = order[index];
      if (key === undefined) return;
      setKeys((before) => {
        const after = new Set(before);
        if (extend && anchor !== null) {
          const from = Math.min(anchor, index);
          for (const each of order.slice(from, Math.max(anchor, index) + 1)) after.add(each);
        } else if (after.has(key)) after.delete(key);
        else after.add(key);
        return after;
      });
      setAnchor(index);
    },
    [anchor, order],
  );

  const setAll = useCallback((selected: boolean) => setKeys(selected ? new Set(order) : new Set()), [order]);
  const clear = useCallback(() => setKeys(new Set()), []);
  return useMemo(() => ({ keys, toggle, setAll, clear }), [keys, toggle, setAll, clear]);
}

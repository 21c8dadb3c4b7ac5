'use client';
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect } from 'react';

interface VirtualRowsOptions {
  scroller: RefObject<HTMLDivElement | null>;
  count: number;
  keyOf: (index: number) => string | number;
  /** Height (px) of a row before it was measured. */
  estimate: (index: number) => number;
  /** Height (px) of the sticky head, under which a row that is scrolled to must not lie. */
  headHeight: number;
  /** Where the scroller's content starts with the head: the rows begin that much further down. */
  scrollMargin?: number;
  overscan: number;
  /** Called when fewer than `nearEndRows` rows are left below; must be safe to call again. */
  onNearEnd?: (() => void) | undefined;
  nearEndRows: number;
}

export interface VirtualRows {
  /** The rows in view and some around them. */
  shown: readonly VirtualItem[];
  /**
   * What the rows' container is given: the height of all rows, and the room of those above the first that is drawn. Rows follow one another in
   * the flow of the page, so that none lies on another before their heights are known, as in what the server sends.
   */
  room: { height: number; paddingTop: number };
  measure: (element: HTMLElement | null) => void;
  scrollTo: (index: number, align: 'auto' | 'center') => void;
  /** The row that Tab reaches: the given one, or the first in view where that was scrolled out of being. */
  tabStop: (index: number) => number;
}

const FIRST_RECT = { width: 1_280, height: 600 };

/** The rows of a long list that are in view, and more of them asked for as the end comes near. */
export function useVirtualRows(options: VirtualRowsOptions): VirtualRows {
  const { scroller, count, keyOf, estimate, headHeight, scrollMargin = 0, overscan, onNearEnd, nearEndRows } = options;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: estimate,
    getItemKey: keyOf,
    overscan,
    scrollMargin,
    scrollPaddingStart: headHeight,
    // Before anything was measured, and on the server: as many rows as a screen shows.
    initialRect: FIRST_RECT,
  });
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    if (count > 0 && lastShown >= count - nearEndRows) onNearEnd?.();
  }, [lastShown, count, nearEndRows, onNearEnd]);
  const scrollTo = useCallback((index: number, align: 'auto' | 'center') => virtual.scrollToIndex(index, { align }), [virtual]);
  const tabStop = (index: number): number =>
    shown.some((row) => row.index === index) ? index : (shown[Math.min(overscan, shown.length - 1)]?.index ?? index);
  const room = { height: virtual.getTotalSize(), paddingTop: (shown[0]?.start ?? scrollMargin) - scrollMargin };
  return { tabStop, shown, room, measure: virtual.measureElement, scrollTo };
}

'use client';

import type { KeyboardEvent, PointerEvent } from 'react';

/** By how many px a key widens or narrows a column. */
const STEP_WIDTH = 16;

interface ColumnEdgeProps {
  /** Width (px) given while the pointer moves; null gives the column back its own. */
  onResize: (width: number | null) => void;
}

/** The right edge of a column's head: drawn, it widens the column; a double click gives the column back its own width. */
export function ColumnEdge({ onResize }: ColumnEdgeProps) {
  const begin = (event: PointerEvent<HTMLElement>) => {
    const edge = event.currentTarget;
    const head = edge.parentElement;
    if (event.button !== 0 || head === null) return;
    event.preventDefault();
    const [from, width] = [event.clientX, head.getBoundingClientRect().width];
    edge.setPointerCapture(event.pointerId);
    const move = (at: globalThis.PointerEvent) => onResize(width + at.clientX - from);
    edge.addEventListener('pointermove', move);
    edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', move), { once: true });
  };
  return (
    <span
      aria-hidden
      data-edge
      onPointerDown={begin}
      onDoubleClick={() => onResize(null)}
      className="absolute inset-y-0 right-0 w-2 cursor-col-resize touch-none border-r-2 border-transparent hover:border-line-strong active:border-accent"
    />
  );
}

/** Keys in a table's head, which is one stop of Tab: arrows go from column to column, with Shift they widen and narrow. */
export function onHeadKey(event: KeyboardEvent<HTMLElement>, resize: ((column: string, width: number) => void) | undefined): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0 || event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return;
  event.preventDefault();
  const head = event.target.closest<HTMLElement>('[role="columnheader"]');
  if (event.shiftKey) {
    const column = head?.dataset.column;
    if (head && column) resize?.(column, head.getBoundingClientRect().width + step * STEP_WIDTH);
    return;
  }
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('button, input')];
  stops[stops.indexOf(event.target) + step]?.focus();
}

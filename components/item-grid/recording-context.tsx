'use client';
import { createContext, type ReactNode, use } from 'react';
import type { ItemRow } from '#contract/views/row-views';
import type { ItemFilter } from '#domain/item/item-filter';

/** The rows that a person has chosen in a grid: those selected, or else all that match. */
export interface ChosenRows {
  /** Selected rows as they are on screen. */
  selected: readonly ItemRow[];
  filter: ItemFilter;
  matching: number;
  clear: () => void;
  /** Shows what matches another filter. */
  show: (filter: ItemFilter) => void;
}

/** What a page offers to do with rows of a phase that is recorded change by change. */
export interface Recording {
  /** Buttons for several rows; null where the reader may do nothing. */
  bar: ((chosen: ChosenRows) => ReactNode) | null;
  /** Buttons of one row, in the grid, on its card and in its panel; null where nothing is the reader's to do. */
  row: (row: ItemRow, tabStop: boolean) => ReactNode;
}

const RecordingContext = createContext<Recording | null>(null);

export const RecordingProvider = RecordingContext.Provider;

/** Answers what may be done with rows here; null where nothing is recorded. */
export function useRecording(): Recording | null {
  return use(RecordingContext);
}

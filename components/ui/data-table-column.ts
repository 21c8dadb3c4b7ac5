import { type ReactNode } from 'react';

export interface Column<Row> {
  id: string;
  header: string;
  /** Least width in px. */
  width: number;
  /** Share of the room left over; without it the width is fixed. */
  grow?: number;
  /** Numbers are `right`. */
  align?: 'left' | 'right';
  sortable?: boolean;
  /** Can be hidden by column choice (default true). */
  hideable?: boolean;
  /** The content breaks over lines and the row grows; otherwise it is cut off with an ellipsis. */
  wrap?: boolean;
  cell: (row: Row) => ReactNode;
}

/** `-field` sorts downwards. */
export type Sort = string | null;

import { type ReactNode } from 'react';
import type { ColumnWidths } from './use-column-widths';
import type { RowSelection } from './use-row-selection';

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

export interface DataTableProps<Row> {
  /** Accessible name. */
  label: string;
  rows: readonly Row[];
  /** Unique in the list. */
  rowKey: (row: Row) => string;
  columns: readonly Column<Row>[];
  /** Ids of hidden columns, from `useHiddenColumns`. */
  hidden?: ReadonlySet<string>;
  /** Lets a person widen the columns, and remembers it. */
  widths?: ColumnWidths;
  /** Least height; rows that hold more grow. */
  rowHeight?: number;
  /** The row that keys act on; without `onCurrentChange` the one with which the table begins, again whenever it is another. */
  currentKey?: string | null;
  /** Scrolled to and focused once, as soon as it is among the rows: the row that an address links to. */
  revealKey?: string | null;
  onCurrentChange?: (key: string) => void;
  /** Enter, or a click on the row. */
  onOpen?: (row: Row) => void;
  selection?: RowSelection;
  /** Rows that cannot be selected have no box. */
  selectable?: (row: Row) => boolean;
  /** Name of a row in its checkbox. */
  rowName?: (row: Row) => string;
  rowClass?: (row: Row) => string | undefined;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** How many rows the whole list has, for screen readers; by default those at hand. */
  total?: number;
  /** Called when the end comes near; must be safe to call again. */
  onEndReached?: () => void;
  loading?: boolean;
  loadingMore?: boolean;
  /** Shown in place of rows. */
  empty?: ReactNode;
  /** j, k, Enter and x work wherever the focus is on the page (one table a page). */
  pageKeys?: boolean;
  className?: string;
}

'use client';
import { createParser, parseAsArrayOf, parseAsString, useQueryStates } from 'nuqs';
import { filterText } from '#contract/filter-text';
import { readFilterText } from '#contract/read-filter-text';
import type { ItemFilter } from '#domain/item/item-filter';

const asFilter = createParser({ parse: readFilterText, serialize: filterText, eq: (one, other) => filterText(one) === filterText(other) });

const NO_FILTER: ItemFilter = { all: [] };

/** The grid's view as it stands in the address: filter, sort ("risk" or "-risk"), chosen columns, open row. */
export interface GridView {
  filter: ItemFilter;
  sort: string;
  columns: readonly string[] | null;
  row: string | null;
}

/** Reads and writes the grid's view in the address, so that a view can be sent to a colleague. */
export function useGridUrl(): {
  view: GridView;
  setFilter: (filter: ItemFilter) => void;
  setSort: (sort: string) => void;
  setColumns: (columns: readonly string[] | null) => void;
  openRow: (key: string | null) => void;
} {
  const [state, setState] = useQueryStates(
    {
      f: asFilter,
      /** Where a filter stood in links made before. */
      filter: asFilter,
      sort: parseAsString.withDefault(''),
      columns: parseAsArrayOf(parseAsString),
      row: parseAsString,
    },
    { history: 'replace' },
  );
  return {
    view: { filter: state.f ?? state.filter ?? NO_FILTER, sort: state.sort, columns: state.columns, row: state.row },
    setFilter: (filter) => void setState({ f: filter.all.length === 0 ? null : filter, filter: null }),
    setSort: (sort) => void setState({ sort: sort === '' ? null : sort }),
    setColumns: (columns) => void setState({ columns: columns === null ? null : [...columns] }),
    // An opened row is a step of Back; going on to another, or closing it, is none.
    openRow: (row) => void setState({ row }, { history: row !== null && state.row === null ? 'push' : 'replace' }),
  };
}

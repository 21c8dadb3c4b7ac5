'use client';
import { useEffect, useMemo } from 'react';
import { rowsOf, useItems } from '#client/items';
import type { ItemRow } from '#contract/views/row-views';
import type { DraftEdits } from './use-draft-edits';
import type { GridView } from './use-grid-url';

const PAGE_ROWS = 200;

/** The rows of the grid's view, read page by page, with what was typed and is not read back yet laid over them. */
export function useGridRows(versionId: string, view: GridView, draft: DraftEdits | null) {
  const query = useItems(versionId, { filter: view.filter, sort: view.sort === '' ? null : view.sort, limit: PAGE_ROWS });
  const { data, dataUpdatedAt, isFetching, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const settle = draft?.settle;
  useEffect(() => {
    if (!isFetching) settle?.(dataUpdatedAt);
  }, [settle, dataUpdatedAt, isFetching]);

  const overlay = draft?.overlay;
  const rows = useMemo(() => overlaid(rowsOf(data?.pages), overlay), [data, overlay]);
  const first = data?.pages[0];
  return {
    rows,
    matching: first?.matching ?? 0,
    total: first?.total ?? 0,
    loading: query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
    loadingMore: isFetchingNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
  };
}

function overlaid(rows: readonly ItemRow[], overlay: DraftEdits['overlay'] | undefined): readonly ItemRow[] {
  if (!overlay || overlay.size === 0) return rows;
  return rows.flatMap((row) => {
    const typed = overlay.get(row.key);
    if (typed === undefined) return [row];
    return typed === null ? [] : [{ ...row, data: typed, verdict: null }];
  });
}

'use client';
import { useMemo, useState } from 'react';
import type { DraftView } from '#client/draft-queue';
import { gridRequest } from '#client/first-queries';
import { rowsOf, useItems } from '#client/items';
import { withTyped } from '#client/typed-edits';
import type { ItemRow } from '#contract/views/row-views';
import type { DraftEdits } from './use-draft-edits';
import type { GridView } from './use-grid-url';

/** The rows of a grid's view with how many match, and how more of them are read. */
export type GridRowsData = ReturnType<typeof useGridRows>;

/** The rows of the grid's view, read page by page, with what was typed and is not answered yet laid over them. */
export function useGridRows(versionId: string, view: GridView, draft: DraftEdits | null) {
  const query = useItems(versionId, gridRequest(view.filter, view.sort));
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const typed = draft?.typed;
  const rows = useMemo(() => overlaid(rowsOf(data?.pages), typed), [data, typed]);
  const first = data?.pages[0];
  const asked = JSON.stringify(view.filter);
  const [filled, setFilled] = useState<string | null>(null);
  if (rows.length > 0 && filled !== asked) setFilled(asked);
  return {
    versionId,
    filter: view.filter,
    /** Whether this person works on the rows. */
    isWorkedOn: draft !== null,
    rows,
    /** Nothing matches any more: rows did while the same conditions stood. */
    emptied: rows.length === 0 && !query.isPending && filled === asked,
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

function overlaid(rows: readonly ItemRow[], typed: DraftView['typed'] | undefined): readonly ItemRow[] {
  if (!typed || typed.size === 0) return rows;
  return rows.flatMap((row) => {
    const edits = typed.get(row.key);
    if (edits === undefined) return [row];
    const data = withTyped(row.data, edits);
    return data === null ? [] : [{ ...row, data, verdict: null }];
  });
}

'use client';

import { useMemo, useState } from 'react';
import { diffRowsOf, fetchFold, useDiff } from '#client/diff';
import { PAGE_ROWS } from '#client/first-queries';
import { sayRefused } from '#components/ui/toast';
import type { DiffRow } from '#contract/views/diff-views';
import type { VersionView } from '#contract/views/version-views';
import { phaseDefinition } from '#domain/phases/registry';
import { type Fold, linesOf } from './diff-lines';
import { requestOf, useDiffView } from './use-diff-view';

/** How many rows a fold opens at a time. */
const UNFOLDED_ROWS = 100;

const NOTHING_UNFOLDED: ReadonlyMap<string, readonly DiffRow[]> = new Map();

/** A difference as it is looked at: its pages, folds, and the row that an address links to. */
export function useDifferences(version: VersionView, baseId: string) {
  const state = useDiffView();
  const { view } = state;
  const request = requestOf(view, baseId);
  const [link, setLink] = useState<{ key: string | null; start: string | null; settled: boolean }>({
    key: view.row,
    start: null,
    settled: view.row === null,
  });
  const diff = useDiff(version.id, { ...request, ...(link.start === null ? {} : { from: link.start }), limit: PAGE_ROWS });
  const pages = diff.data?.pages;
  const rows = useMemo(() => diffRowsOf(pages), [pages]);
  if (!link.settled && pages) {
    // A linked row further down: the list starts there instead of loading everything before it.
    const further = diff.hasNextPage && !rows.some((row) => row.key === link.key);
    setLink({ ...link, settled: true, start: further ? link.key : null });
  }

  const name = JSON.stringify([version.id, request, link.start]);
  const [opened, setOpened] = useState({ name, rows: NOTHING_UNFOLDED });
  const unfolded = opened.name === name ? opened.rows : NOTHING_UNFOLDED;
  const unfold = async (fold: Fold) => {
    if (fold.facts) {
      setOpened((before) => ({ name, rows: new Map(before.name === name ? before.rows : NOTHING_UNFOLDED).set(fold.id, []) }));
      return;
    }
    try {
      const more = await fetchFold(version.id, request, { after: fold.after, before: fold.before, limit: UNFOLDED_ROWS });
      setOpened((before) => {
        const known = before.name === name ? before.rows : NOTHING_UNFOLDED;
        return {
          name,
          rows: new Map(known).set(fold.id, [...(known.get(fold.id) ?? []), ...more.map((row) => ({ ...row, context: true }))]),
        };
      });
    } catch (failure) {
      sayRefused(failure instanceof Error ? failure.message : String(failure));
    }
  };
  const { factNoun } = phaseDefinition(version.phase);
  const foldedAfter = pages?.at(-1)?.foldedAfter ?? 0;
  const lines = useMemo(() => linesOf(rows, foldedAfter, unfolded, factNoun), [rows, foldedAfter, unfolded, factNoun]);
  return {
    state,
    request,
    first: pages?.[0] ?? null,
    rows,
    lines,
    unfold,
    /** The row whose address this is, to be scrolled to; null without. */
    linked: link.key,
    /** The key from which on the list is shown; null from the beginning. */
    start: link.start,
    fromBeginning: () => setLink((before) => ({ ...before, start: null })),
    loading: diff.isPending,
    loadingMore: diff.isFetchingNextPage,
    hasMore: diff.hasNextPage,
    loadMore: () => {
      if (diff.hasNextPage && !diff.isFetchingNextPage) void diff.fetchNextPage();
    },
    error: diff.isError && !diff.data ? diff.error : null,
    retry: () => void diff.refetch(),
  };
}

export type DifferencesData = ReturnType<typeof useDifferences>;

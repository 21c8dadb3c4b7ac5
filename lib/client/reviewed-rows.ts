'use client';
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { markReviewed } from '#actions/mark-reviewed';
import type { DiffPage } from '#contract/views/diff-views';
import { valueOf } from './fetch-json';
import { useHeardMutation } from './mutation';
import { whileSignedIn } from './session';

/**
 * Marks rows of a version's comparisons as reviewed, or takes the marks back: shown at once, and taken back where the
 * server refuses. Pages on screen are changed in place, because reading them all again would take longer than the mark.
 */
export function useMarkReviewed(version: { id: string; versionHash: string | null }) {
  const queryClient = useQueryClient();
  const show = (keys: readonly string[], reviewed: boolean) =>
    queryClient.setQueriesData<InfiniteData<DiffPage>>(
      { queryKey: ['version', version.id, 'diff'] },
      (data) => data && withMarks(data, new Set(keys), reviewed),
    );
  return useHeardMutation({
    mutationFn: async ({ keys, reviewed }: { keys: readonly string[]; reviewed: boolean }) => {
      const { id, versionHash } = version;
      if (versionHash !== null) valueOf(await whileSignedIn(() => markReviewed({ versionId: id, versionHash, keys: [...keys], reviewed })));
    },
    onMutate: ({ keys, reviewed }) => show(keys, reviewed),
    onError: (_error, { keys, reviewed }) => show(keys, !reviewed),
  });
}

/** Puts marks on rows of the loaded pages, or takes them off. Rows that stand there for context only are not counted. */
function withMarks(data: InfiniteData<DiffPage>, keys: ReadonlySet<string>, reviewed: boolean): InfiniteData<DiffPage> {
  const changing = new Set(
    data.pages.flatMap((page) =>
      page.rows.filter((row) => keys.has(row.key) && !row.context && row.reviewed !== reviewed).map((row) => row.key),
    ),
  );
  const difference = reviewed ? changing.size : -changing.size;
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      reviewed: page.reviewed === null ? null : page.reviewed + difference,
      rows: page.rows.map((row) => (keys.has(row.key) ? { ...row, reviewed } : row)),
    })),
  };
}

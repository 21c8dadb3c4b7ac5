import type { ChangedFields, DiffKind, DiffPage, DiffRow } from '#contract/views/diff-views';
import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { fetchJson, withParameters } from './fetch-json';

export interface DiffRequest {
  /** The version compared with; left out: the parent; "none": nothing, so that everything is added. */
  base?: string | null;
  kinds?: readonly (DiffKind | 'unchanged')[];
  /** Only rows where this field (or `values.X`) changed. */
  field?: string | null;
  /** Only this item or fact. */
  key?: string | null;
  limit?: number;
}

const parametersOf = (request: DiffRequest) => ({
  base: request.base,
  kinds: request.kinds?.join(','),
  field: request.field,
  key: request.key,
  limit: request.limit,
});

export const diffOptions = (versionId: string, request: DiffRequest = {}) =>
  infiniteQueryOptions({
    queryKey: ['version', versionId, 'diff', request],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<DiffPage>(withParameters(`/api/versions/${versionId}/diff`, { ...parametersOf(request), after: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** Differences of a version against another, page by page; counts are on every page and are of the whole. */
export function useDiff(versionId: string | null, request: DiffRequest = {}) {
  return useInfiniteQuery({ ...diffOptions(versionId ?? '', request), enabled: versionId !== null });
}

export const changedFieldsOptions = (versionId: string, base: DiffRequest['base']) =>
  queryOptions({
    queryKey: ['version', versionId, 'diff', 'fields', base],
    queryFn: ({ signal }) => fetchJson<ChangedFields>(withParameters(`/api/versions/${versionId}/diff/fields`, { base }), { signal }),
  });

/** How many cells changed, and in which fields; comes after the rows, because it takes as long as they do. */
export function useChangedFields(versionId: string, base: DiffRequest['base']) {
  return useQuery(changedFieldsOptions(versionId, base));
}

/** The rows of all pages loaded so far. */
export function diffRowsOf(pages: readonly DiffPage[] | undefined): DiffRow[] {
  return (pages ?? []).flatMap((page) => page.rows);
}

/** Where the same difference is downloaded as CSV (masked, and recorded in the trail). */
export function diffCsvAddress(versionId: string, request: DiffRequest = {}): string {
  const { limit: _limit, ...parameters } = parametersOf(request);
  return withParameters(`/api/versions/${versionId}/diff.csv`, parameters);
}

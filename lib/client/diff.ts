import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ChangedFields, DiffPage, DiffRow } from '#contract/views/diff-views';
import { fetchJson, withParameters } from './fetch-json';
import { type CompareRequest, type DiffRequest, diffKey } from './first-queries';

const comparisonParameters = ({ base, ignore }: CompareRequest) => ({
  base,
  ignoreSpace: ignore?.whitespace ? 'yes' : null,
  ignoreCase: ignore?.letterCase ? 'yes' : null,
  tolerance: ignore?.tolerance,
  ignoreFields: ignore && ignore.columns.length > 0 ? JSON.stringify(ignore.columns) : null,
});
const parametersOf = (request: DiffRequest) => ({
  ...comparisonParameters(request),
  kinds: request.kinds?.join(','),
  field: request.field,
  find: request.find,
  key: request.key,
  effect: request.effect,
  from: request.from,
  context: request.context,
  limit: request.limit,
});

/** Key and fetcher of the query for a comparison, page by page. */
const diffOptions = (versionId: string, request: DiffRequest = {}) =>
  infiniteQueryOptions({
    queryKey: diffKey(versionId, request),
    queryFn: ({ pageParam, signal }) =>
      fetchJson<DiffPage>(withParameters(`/api/versions/${versionId}/diff`, { ...parametersOf(request), after: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** Differences of a version against another, page by page; counts are on the first page and are of the whole. */
export function useDiff(versionId: string | null, request: DiffRequest = {}) {
  return useInfiniteQuery({ ...diffOptions(versionId ?? '', request), enabled: versionId !== null });
}

/** Part of a fold: rows between two keys, from the first on. Throws `RequestFailed` in words. */
export async function fetchFold(
  versionId: string,
  request: CompareRequest,
  fold: { after: string | null; before: string | null; limit: number },
): Promise<readonly DiffRow[]> {
  const parameters = { ...comparisonParameters(request), foldAfter: fold.after, foldBefore: fold.before, limit: fold.limit };
  return (await fetchJson<DiffPage>(withParameters(`/api/versions/${versionId}/diff`, parameters))).rows;
}

/** Key and fetcher of the query for the changed fields of a comparison. */
const changedFieldsOptions = (versionId: string, request: CompareRequest) =>
  queryOptions({
    queryKey: ['version', versionId, 'changed-fields', request],
    queryFn: ({ signal }) =>
      fetchJson<ChangedFields>(withParameters(`/api/versions/${versionId}/diff/fields`, comparisonParameters(request)), { signal }),
  });

/** How many cells changed, and in which fields; comes after the rows, because it takes as long as they do. */
export function useChangedFields(versionId: string, request: CompareRequest) {
  return useQuery(changedFieldsOptions(versionId, request));
}

/** The rows of all pages loaded so far. */
export function diffRowsOf(pages: readonly DiffPage[] | undefined): DiffRow[] {
  return (pages ?? []).flatMap((page) => page.rows);
}

/** Where the same difference is downloaded as CSV (masked, and recorded in the trail). */
export function diffCsvAddress(versionId: string, request: DiffRequest = {}): string {
  const { limit: _limit, context: _context, from: _from, ...parameters } = parametersOf(request);
  return withParameters(`/api/versions/${versionId}/diff.csv`, parameters);
}

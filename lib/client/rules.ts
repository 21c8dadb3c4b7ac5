import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import type { FailurePage, RuleTrial } from '#contract/profiling';
import { fetchJson, postJson, withParameters } from './fetch-json';
import { useHeardMutation } from './mutation';

const ROWS_A_PAGE = 100;

/** Counts of an expression before it is saved. Nothing is changed. */
export function useRuleTrial(versionId: string) {
  return useHeardMutation({
    mutationFn: async (expression: string) =>
      (await postJson<{ trial: RuleTrial }>('/api/inquiries', { kind: 'try-rule', versionId, expression })).trial,
  });
}

function failuresPath(versionId: string, key: string): string {
  return `/api/versions/${versionId}/rules/${encodeURIComponent(key)}/failures`;
}

/** Where all failing records of a rule are downloaded from. */
export function failuresCsvPath(versionId: string, key: string): string {
  return `${failuresPath(versionId, key)}.csv`;
}

/** Key and fetcher of the query for the records that fail a rule, page by page. */
const failuresOptions = (versionId: string, key: string) =>
  infiniteQueryOptions({
    queryKey: ['version', versionId, 'failures', key],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<FailurePage>(withParameters(failuresPath(versionId, key), { after: pageParam, limit: ROWS_A_PAGE }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // The population of a version never changes; the rule's expression may, in a draft.
    staleTime: 60_000,
  });

/** Records that fail a rule of a version, page by page; `fetchNextPage` continues. Null asks nothing. */
export function useFailures(versionId: string, key: string | null) {
  return useInfiniteQuery({ ...failuresOptions(versionId, key ?? ''), enabled: key !== null });
}

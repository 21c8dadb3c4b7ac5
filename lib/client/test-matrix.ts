import { useInfiniteQuery } from '@tanstack/react-query';
import type { MatrixPage } from '#contract/views/matrix-views';
import { fetchJson, withParameters } from './fetch-json';

/** Samples by attributes of a version of Test Execution, page by page; `fetchNextPage` continues. */
export function useTestMatrix(versionId: string) {
  return useInfiniteQuery({
    queryKey: ['version', versionId, 'matrix'],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<MatrixPage>(withParameters(`/api/versions/${versionId}/matrix`, { after: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

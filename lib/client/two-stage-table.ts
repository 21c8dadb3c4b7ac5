import { queryOptions, useQuery } from '@tanstack/react-query';
import type { NumberedTwoStageTable } from '#domain/sampling/two-stage';
import { fetchJson } from './fetch-json';

/** Key and fetcher of the two-stage table in force. */
const twoStageTableOptions = () =>
  queryOptions({
    queryKey: ['two-stage-table'],
    queryFn: ({ signal }) => fetchJson<NumberedTwoStageTable>('/api/two-stage-table', { signal }),
  });

/** The two-stage table by which a draw is sized now. */
export function useTwoStageTable() {
  return useQuery(twoStageTableOptions());
}

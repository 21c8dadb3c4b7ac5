import { queryOptions, useQuery } from '@tanstack/react-query';
import type { CyclesView } from '#contract/views/work-views';
import { fetchJson } from './fetch-json';
import { CYCLES_KEY } from './first-queries';
import { following } from './live-refresh';
import { unlessTold } from './live-standing';

const CYCLES_MS = 10_000;

/** Key and fetcher of the query for the test cycles; it follows what changes, or polls. */
const cyclesOptions = () =>
  queryOptions({
    queryKey: CYCLES_KEY,
    queryFn: ({ signal }) => fetchJson<CyclesView>('/api/cycles', { signal }),
    refetchInterval: () => unlessTold(CYCLES_MS),
    meta: following('any', CYCLES_MS),
  });

/** Cycles this person may see with their reports, and what may be chosen when adding; live. */
export function useCycles() {
  return useQuery(cyclesOptions());
}

import { queryOptions, useQuery } from '@tanstack/react-query';
import type { PackagesView } from '#contract/views/package-views';
import { fetchJson } from './fetch-json';
import { following } from './live-refresh';
import { unlessTold } from './live-standing';

const MAKING_MS = 1_000;
const STANDING_MS = 15_000;

/** Key of the query for the packages of a report. */
export const packagesKey = (cycleReportId: string) => ['packages', cycleReportId] as const;

const packagesOptions = (cycleReportId: string) =>
  queryOptions({
    queryKey: packagesKey(cycleReportId),
    queryFn: ({ signal }) => fetchJson<PackagesView>(`/api/reports/${cycleReportId}/packages`, { signal }),
    refetchInterval: ({ state }) => (state.data?.rows.some((row) => row.state === 'making') ? MAKING_MS : unlessTold(STANDING_MS)),
    meta: following({ report: cycleReportId }, MAKING_MS),
  });

/** The packages of a report; followed closely while one is being made. */
export function usePackages(cycleReportId: string) {
  return useQuery(packagesOptions(cycleReportId));
}

/** Address of a package's ZIP. */
export function packageFileHref(id: string): string {
  return `/api/packages/${id}`;
}

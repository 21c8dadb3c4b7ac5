import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ReportView } from '#contract/views/work-views';
import { fetchJson } from './fetch-json';
import { reportKey } from './first-queries';

const BOARD_MS = 5_000;

/** Key and fetcher of the query for a report; it polls until the report is closed. */
const reportOptions = (cycleReportId: string) =>
  queryOptions({
    queryKey: reportKey(cycleReportId),
    queryFn: ({ signal }) => fetchJson<ReportView>(`/api/reports/${cycleReportId}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'closed' ? false : BOARD_MS),
  });

/** The nine-phase board of one cycle report and its timeline; live until closed. */
export function useReport(cycleReportId: string) {
  return useQuery(reportOptions(cycleReportId));
}

import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ReportView } from '#contract/views/work-views';
import { fetchJson } from './fetch-json';
import { reportKey } from './first-queries';
import { following } from './live-refresh';
import { unlessTold } from './live-standing';

const BOARD_MS = 5_000;
/** What is late moves with the time, also where nothing changes. */
const AGES_MS = 300_000;

/** Key and fetcher of the query for a report; until the report is closed it follows what changes, or polls. */
const reportOptions = (cycleReportId: string) =>
  queryOptions({
    queryKey: reportKey(cycleReportId),
    queryFn: ({ signal }) => fetchJson<ReportView>(`/api/reports/${cycleReportId}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'closed' ? false : unlessTold(BOARD_MS, AGES_MS)),
    meta: following({ report: cycleReportId }, BOARD_MS),
  });

/** The nine-phase board of one cycle report and its timeline; live until closed. */
export function useReport(cycleReportId: string) {
  return useQuery(reportOptions(cycleReportId));
}

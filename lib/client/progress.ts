import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { RowsQuery } from '#contract/progress-inputs';
import type {
  BurnUpView,
  CycleProgressView,
  FlowProgressView,
  NamedPerson,
  PeopleProgressView,
  ProgressRowsPage,
  ReportFilter,
  ReportProgressView,
} from '#contract/views/progress-views';
import type { PhaseName } from '#domain/phase/phase-names';
import { fetchJson, withParameters } from './fetch-json';
import { following } from './live-refresh';
import { unlessTold } from './live-standing';

const CYCLE_MS = 10_000;
const REPORT_MS = 5_000;
/** People, flow and lists of rows move slowly, and cost more to tell. */
const SLOW_MS = 30_000;
/** Ages and what is late move with the time, also where nothing changes. */
const AGES_MS = 300_000;
/** Who can be chosen in a filter. */
const CHOICES_MS = 300_000;

const parametersOf = ({ find, lob, holding, person }: ReportFilter) => ({ find, lob, holding, person });

/** Address of a cycle's heat map as a file. */
export function cellsHref(cycle: string, filter: ReportFilter, ending: 'csv' | 'xlsx'): string {
  return withParameters(`/api/progress/cycles/${cycle}/cells.${ending}`, parametersOf(filter));
}

/** Address of a cycle's burn-up as a file. */
export function burnUpHref(cycle: string, phase: PhaseName | null, filter: ReportFilter, ending: 'csv' | 'xlsx'): string {
  return withParameters(`/api/progress/cycles/${cycle}/burn-up.${ending}`, { ...parametersOf(filter), phase });
}

/** Where a cycle stands, live; what was shown stays while another filter is asked for. */
export function useCycleProgress(cycle: string, filter: ReportFilter) {
  return useQuery(
    queryOptions({
      queryKey: ['progress', 'cycle', cycle, filter],
      queryFn: ({ signal }) =>
        fetchJson<CycleProgressView>(withParameters(`/api/progress/cycles/${cycle}`, parametersOf(filter)), { signal }),
      refetchInterval: () => unlessTold(CYCLE_MS, AGES_MS),
      meta: following({ cycle }, CYCLE_MS),
      placeholderData: (before) => before,
    }),
  );
}

/** Where a report stands, with every instance, live. */
export function useReportProgress(cycleReportId: string) {
  return useQuery(
    queryOptions({
      queryKey: ['progress', 'report', cycleReportId],
      queryFn: ({ signal }) => fetchJson<ReportProgressView>(`/api/progress/reports/${cycleReportId}`, { signal }),
      refetchInterval: () => unlessTold(REPORT_MS, AGES_MS),
      meta: following({ report: cycleReportId }, REPORT_MS),
    }),
  );
}

/** What waits for whom in a cycle, live. */
export function usePeopleProgress(cycle: string, filter: ReportFilter) {
  return useQuery(
    queryOptions({
      queryKey: ['progress', 'people', cycle, filter],
      queryFn: ({ signal }) =>
        fetchJson<PeopleProgressView>(withParameters('/api/progress/people', { cycle, ...parametersOf(filter) }), { signal }),
      refetchInterval: () => unlessTold(SLOW_MS, AGES_MS),
      meta: following({ cycle }, SLOW_MS),
      placeholderData: (before) => before,
    }),
  );
}

/** The people whose turn it is anywhere in a cycle, to choose from; asked for once in a while. */
export function usePeopleWithTurns(cycle: string): readonly NamedPerson[] {
  const { data } = useQuery(
    queryOptions({
      queryKey: ['progress', 'people-with-turns', cycle],
      queryFn: ({ signal }) => fetchJson<PeopleProgressView>(withParameters('/api/progress/people', { cycle }), { signal }),
      staleTime: CHOICES_MS,
    }),
  );
  return data?.people.flatMap(({ person }) => (person === null ? [] : [person])) ?? [];
}

/** How work flows in a cycle, live. */
export function useFlowProgress(cycle: string, weeks: string, filter: ReportFilter) {
  return useQuery(
    queryOptions({
      queryKey: ['progress', 'flow', cycle, weeks, filter],
      queryFn: ({ signal }) =>
        fetchJson<FlowProgressView>(withParameters('/api/progress/flow', { cycle, weeks, ...parametersOf(filter) }), { signal }),
      refetchInterval: () => unlessTold(SLOW_MS, AGES_MS),
      meta: following({ cycle }, SLOW_MS),
      placeholderData: (before) => before,
    }),
  );
}

/** How a cycle came to where it stands, day by day, live. */
export function useBurnUp(cycle: string, phase: PhaseName | null, filter: ReportFilter) {
  return useQuery(
    queryOptions({
      queryKey: ['progress', 'burn-up', cycle, phase, filter],
      queryFn: ({ signal }) =>
        fetchJson<BurnUpView>(withParameters(`/api/progress/cycles/${cycle}/burn-up`, { ...parametersOf(filter), phase }), { signal }),
      refetchInterval: () => unlessTold(SLOW_MS, AGES_MS),
      meta: following({ cycle }, SLOW_MS),
      placeholderData: (before) => before,
    }),
  );
}

/** The rows that a number counts, page by page, live. */
export function useProgressRows(query: RowsQuery) {
  return useInfiniteQuery(
    infiniteQueryOptions({
      queryKey: ['progress', 'rows', query],
      queryFn: ({ pageParam, signal }) =>
        fetchJson<ProgressRowsPage>(withParameters('/api/progress/rows', { ...query, after: pageParam }), { signal }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
      refetchInterval: () => unlessTold(SLOW_MS, AGES_MS),
      meta: following({ cycle: query.cycle }, SLOW_MS),
    }),
  );
}

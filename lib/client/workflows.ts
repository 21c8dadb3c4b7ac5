import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { AttemptsAsked, FigureDays, RunShow } from '#contract/tracking-inputs';
import type { AlertsView } from '#contract/views/difference-view';
import type { ActivityFiguresView, AttemptsPage, RunsPage, RunView } from '#contract/views/tracking-views';
import type { PhaseName } from '#domain/phase/phase-names';
import { fetchJson, withParameters } from './fetch-json';
import { following } from './live-refresh';

const RUNS_MS = 10_000;
const RUN_MS = 5_000;
const FIGURES_MS = 60_000;

/** Which runs a list shows. */
export interface RunsFilter {
  show: RunShow;
  find: string;
  report: string | null;
  phase: PhaseName | null;
}

/** Runs of workflows, newest first, page by page. What a worker tries changes without anybody's act, so it is asked for by time too. */
export function useRuns({ show, find, report, phase }: RunsFilter) {
  return useInfiniteQuery(
    infiniteQueryOptions({
      queryKey: ['workflows', 'runs', show, find.trim(), report, phase],
      queryFn: ({ pageParam, signal }) =>
        fetchJson<RunsPage>(withParameters('/api/workflows', { show, find: find.trim() || null, report, phase, after: pageParam }), {
          signal,
        }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
      refetchInterval: RUNS_MS,
      meta: following('any', RUNS_MS),
      placeholderData: (before) => before,
    }),
  );
}

/** A run with its steps, newest first, page by page. */
export function useRun(runId: string) {
  return useInfiniteQuery(
    infiniteQueryOptions({
      queryKey: ['workflows', 'run', runId],
      queryFn: ({ pageParam, signal }) => fetchJson<RunView>(withParameters(`/api/workflows/${runId}`, { after: pageParam }), { signal }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
      // What is over does not change.
      refetchInterval: ({ state }) => (state.data?.pages[0]?.status === 'running' ? RUN_MS : false),
      meta: following('any', RUN_MS),
    }),
  );
}

/** How long the attempts of each activity take, and what becomes of them. */
export function useActivityFigures(days: FigureDays, phase: PhaseName | null) {
  return useQuery(
    queryOptions({
      queryKey: ['workflows', 'figures', days, phase],
      queryFn: ({ signal }) => fetchJson<ActivityFiguresView>(withParameters('/api/workflows/figures', { days, phase }), { signal }),
      refetchInterval: FIGURES_MS,
      placeholderData: (before) => before,
    }),
  );
}

/** The attempts that a figure counts, newest first, page by page. */
export function useAttempts(asked: AttemptsAsked) {
  return useInfiniteQuery(
    infiniteQueryOptions({
      queryKey: ['workflows', 'attempts', asked],
      queryFn: ({ pageParam, signal }) =>
        fetchJson<AttemptsPage>(withParameters('/api/workflows/attempts', { ...asked, after: pageParam }), { signal }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
      refetchInterval: FIGURES_MS,
    }),
  );
}

/** What needs somebody who looks after the processes; asked for where they may see it. */
export function useAlerts(enabled: boolean) {
  return useQuery(
    queryOptions({
      queryKey: ['workflows', 'alerts'],
      queryFn: ({ signal }) => fetchJson<AlertsView>('/api/workflows/alerts', { signal }),
      refetchInterval: FIGURES_MS,
      enabled,
    }),
  );
}

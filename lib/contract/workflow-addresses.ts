import type { AttemptsAsked, RunShow } from './tracking-inputs';

/** Makes the link to a run of a workflow. */
export function runHref(runId: string): string {
  return `/workflows/${encodeURIComponent(runId)}`;
}

/** Makes the link to the runs of a report, as a rule those that run. */
export function reportRunsHref(cycleReportId: string, show: RunShow = 'running'): string {
  return `/workflows?report=${encodeURIComponent(cycleReportId)}&show=${show}`;
}

/** Makes the link to the attempts that a figure counts. */
export function attemptsHref(asked: AttemptsAsked): string {
  const stated = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return `/workflows/attempts?${new URLSearchParams(stated).toString()}`;
}

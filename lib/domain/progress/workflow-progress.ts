import type { Steps } from '../time/chain-now';
import { countAll, type StateCounts } from './instance-state';

/**
 * Workflow progress, by the formulas of domain.md ("Progress"). All of it follows from facts, k of n; no figure is stored. Figures are from
 * 0 to 1 and say how far the *work* has come. How much of a content is decided is another figure, and the two are never blended.
 */

/** The instances of a phase of a report, as their figures need them. */
export interface PhaseInstances {
  counts: StateCounts;
  /** Summed over the instances that have opened. */
  steps: Steps;
  /** False of a phase in lanes where no lane is known yet. */
  spread: boolean;
}

/**
 * The steps of an instance as they count: one that is complete has passed all of them, and each has one at least, so that an instance
 * without anything in it is not taken for a finished one.
 */
export function countedSteps({ passed, due }: Steps, complete: boolean): Steps {
  const counted = Math.max(1, due);
  return { passed: complete ? counted : Math.min(passed, counted), due: counted };
}

/**
 * Σ passed ÷ Σ due over the instances of a phase; without any it is 0, never 1. What an instance that has not opened will have due is not
 * known before it opens: it counts as many as those that have, on average, and none of them as passed.
 */
export function phaseProgress({ counts, steps }: Pick<PhaseInstances, 'counts' | 'steps'>): number {
  const known = countAll(counts);
  if (known === 0 || steps.due === 0) return 0;
  const opened = known - (counts.not_started ?? 0);
  return (steps.passed / steps.due) * (opened / known);
}

export interface ReportProgress {
  progress: number;
  /** Lanes that are not known yet count as nothing done, so that the figure is the least it can be. */
  atLeast: boolean;
}

/** The mean over the phases of a report's plan. */
export function reportProgress(phases: readonly PhaseInstances[]): ReportProgress {
  return { progress: mean(phases.map(phaseProgress)) ?? 0, atLeast: phases.some(({ spread }) => !spread) };
}

/** Whether a report was closed before everything in it was complete. */
export function isDropped(report: { closed: boolean; counts: StateCounts }): boolean {
  return report.closed && (report.counts.complete ?? 0) < countAll(report.counts);
}

/** The mean of the reports of a cycle that were not dropped; null where there are none. */
export function cycleProgress(
  reports: readonly (ReportProgress & { dropped: boolean })[],
): { progress: number; atLeast: boolean; of: number } | null {
  const counted = reports.filter(({ dropped }) => !dropped);
  const progress = mean(counted.map((report) => report.progress));
  return progress === null ? null : { progress, atLeast: counted.some(({ atLeast }) => atLeast), of: counted.length };
}

function mean(figures: readonly number[]): number | null {
  return figures.length === 0 ? null : figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}

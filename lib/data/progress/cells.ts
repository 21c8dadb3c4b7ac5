import type { ProgressCell } from '#contract/views/progress-views';
import { PHASES, type PhaseName } from '#domain/phase/phase-names';
import { countAll, type InstanceState, type StateCounts, worstState } from '#domain/progress/instance-state';
import { phaseProgress } from '#domain/progress/workflow-progress';
import type { Steps } from '#domain/time/chain-now';

/** The instances of a phase of a report that stand in one state, as the database counts them. */
export interface CountedInstances {
  phase: PhaseName;
  state: InstanceState;
  count: number;
  passed: number;
  due: number;
  /** Of the oldest turn, and of the first due; ISO texts. */
  since: string | null;
  dueAt: string | null;
}

/** The phases of a report's plan: those that run once and those that run in each of its lanes. */
export interface PlannedPhases {
  whole: readonly PhaseName[];
  inLanes: readonly PhaseName[];
  /** How many lanes are known. */
  lanes: number;
}

/** The cells of a report, one for each of the nine phases. */
export function cellsOf(planned: PlannedPhases, counted: readonly CountedInstances[]): ProgressCell[] {
  return PHASES.map((phase) =>
    cellOf(
      phase,
      planned,
      counted.filter((group) => group.phase === phase),
    ),
  );
}

function cellOf(phase: PhaseName, { whole, inLanes, lanes }: PlannedPhases, groups: readonly CountedInstances[]): ProgressCell {
  const opened = groups.reduce((sum, { count }) => sum + count, 0);
  const expected = whole.includes(phase) ? 1 : inLanes.includes(phase) ? lanes : 0;
  const unopened = Math.max(0, expected - opened);
  const counts: StateCounts = Object.fromEntries([
    ...groups.map(({ state, count }) => [state, count] as const),
    ...(unopened > 0 ? [['not_started', unopened] as const] : []),
  ]);
  const steps: Steps = {
    passed: groups.reduce((sum, { passed }) => sum + passed, 0),
    due: groups.reduce((sum, { due }) => sum + due, 0),
  };
  const state = worstState(counts);
  const worst = groups.find((group) => group.state === state && state !== 'complete');
  return {
    phase,
    planned: expected > 0 || opened > 0 || inLanes.includes(phase),
    spread: !inLanes.includes(phase) || lanes > 0 || opened > 0,
    known: countAll(counts),
    counts,
    steps,
    progress: phaseProgress({ counts, steps }),
    state,
    since: isoText(worst?.since),
    dueAt: isoText(worst?.dueAt),
  };
}

function isoText(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : new Date(text).toISOString();
}

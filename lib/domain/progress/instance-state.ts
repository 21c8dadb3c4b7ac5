import { type PhaseState, schedule } from '../time/progress';

/**
 * Where one instance of a phase stands as a list of many shows it, the worst first: state and schedule as one word. `dropped` is what a
 * report that was closed leaves unfinished: nobody works on it and nobody is late with it.
 */
export const INSTANCE_STATES = ['past_due', 'at_risk', 'waiting', 'in_progress', 'not_started', 'dropped', 'complete'] as const;
export type InstanceState = (typeof INSTANCE_STATES)[number];

/** States in which somebody, or the system, still has to do something. */
export const OPEN_INSTANCE_STATES = ['past_due', 'at_risk', 'waiting', 'in_progress'] as const satisfies readonly InstanceState[];

export const INSTANCE_STATE_LABELS: Record<InstanceState, string> = {
  past_due: 'Past due',
  at_risk: 'At risk',
  waiting: 'Waiting',
  in_progress: 'In progress',
  not_started: 'Not started',
  dropped: 'Dropped',
  complete: 'Complete',
};

/** The state of an instance at an instant; null is one that has not opened. Finished ones are never late. */
export function instanceState(
  instance: { state: PhaseState; closed: boolean; warnAt: Date | null; dueAt: Date | null } | null,
  now: Date,
): InstanceState {
  if (instance === null) return 'not_started';
  if (instance.state === 'complete') return 'complete';
  if (instance.closed) return 'dropped';
  const due = schedule(instance, now);
  return due === 'past_due' || due === 'at_risk' ? due : instance.state;
}

/** How many instances stand in each state; a state that is left out has none. */
export type StateCounts = Partial<Record<InstanceState, number>>;

/**
 * The state of several instances as one: the worst of those that are open. Where none is open all have to be complete to be called so; of
 * some that are complete and some that have not opened the whole is in progress, and of none it has not started.
 */
export function worstState(counts: StateCounts): InstanceState {
  const has = (state: InstanceState): boolean => (counts[state] ?? 0) > 0;
  const open = OPEN_INSTANCE_STATES.find(has);
  if (open !== undefined) return open;
  if (has('dropped')) return 'dropped';
  if (has('complete')) return has('not_started') ? 'in_progress' : 'complete';
  return 'not_started';
}

/** How many instances there are. */
export function countAll(counts: StateCounts): number {
  return INSTANCE_STATES.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}

/** The counts of several as one. */
export function sumCounts(all: readonly StateCounts[]): StateCounts {
  return Object.fromEntries(
    INSTANCE_STATES.map((state) => [state, all.reduce((sum, counts) => sum + (counts[state] ?? 0), 0)] as const).filter(([, n]) => n > 0),
  );
}

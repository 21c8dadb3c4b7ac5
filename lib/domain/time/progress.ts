import type { VersionStatus } from '../version/version-status';

/** State and schedule of a phase are separate and both derived (domain.md, "Time"). */
export type PhaseState = 'not_started' | 'in_progress' | 'waiting' | 'complete';
export type Schedule = 'none' | 'on_track' | 'at_risk' | 'past_due';

/** Where a phase stands. An approved version with a later one open again is in progress once more. */
export function phaseState(chain: { open: VersionStatus | null; approved: boolean } | null): PhaseState {
  if (!chain) return 'not_started';
  if (chain.open === 'pending_approval') return 'waiting';
  if (chain.open === 'draft') return 'in_progress';
  return chain.approved ? 'complete' : 'in_progress';
}

/**
 * How a phase is doing against its deadlines (`deadlinesOf`), which it has both or neither of; `now` is the caller's.
 * Finished and undated phases have no schedule.
 */
export function schedule(phase: { state: PhaseState; warnAt: Date | null; dueAt: Date | null }, now: Date): Schedule {
  if (phase.state === 'complete' || phase.state === 'not_started') return 'none';
  if (phase.warnAt === null || phase.dueAt === null) return 'none';
  if (now > phase.dueAt) return 'past_due';
  return now >= phase.warnAt ? 'at_risk' : 'on_track';
}

/** 0 to 1, or null where there is nothing to count: an empty set is never finished. */
export function chainProgress(chain: { state: PhaseState; decided: number; total: number }): number | null {
  if (chain.state === 'complete') return 1;
  return chain.total === 0 ? null : chain.decided / chain.total;
}

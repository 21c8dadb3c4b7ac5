import type { VersionStatus } from './version/version-status';

/** State and schedule of a phase are separate and both derived, never stored (domain.md, "Time"). */
export type PhaseState = 'not_started' | 'in_progress' | 'waiting' | 'complete';
export type Schedule = 'none' | 'on_track' | 'at_risk' | 'past_due';

/** Per cent of the allowance after which an unfinished phase is at risk; whole numbers keep the instant exact. */
const WARNING_PERCENT = 80;
const HOUR_MS = 3_600_000;

/** Where a phase stands. An approved version with a later one open again is in progress once more. */
export function phaseState(chain: { open: VersionStatus | null; approved: boolean } | null): PhaseState {
  if (!chain) return 'not_started';
  if (chain.open === 'pending_approval') return 'waiting';
  if (chain.open === 'draft') return 'in_progress';
  return chain.approved ? 'complete' : 'in_progress';
}

/** How a phase is doing against its due instant; `now` is the caller's. Finished and undated phases have no schedule. */
export function schedule(phase: { state: PhaseState; dueAt: Date | null; allowanceHours: number }, now: Date): Schedule {
  if (phase.dueAt === null || phase.state === 'complete' || phase.state === 'not_started') return 'none';
  const left = phase.dueAt.getTime() - now.getTime();
  if (left < 0) return 'past_due';
  return left * 100 <= (100 - WARNING_PERCENT) * phase.allowanceHours * HOUR_MS ? 'at_risk' : 'on_track';
}

/** Instants at which somebody has to be warned and at which the phase is late. */
export function dueInstants(openedAt: Date, allowanceHours: number): { warnAt: Date; dueAt: Date } {
  const start = openedAt.getTime();
  return {
    warnAt: new Date(start + (WARNING_PERCENT * allowanceHours * HOUR_MS) / 100),
    dueAt: new Date(start + allowanceHours * HOUR_MS),
  };
}

/** 0 to 1, or null where there is nothing to count: an empty set is never finished. */
export function chainProgress(chain: { state: PhaseState; decided: number; total: number }): number | null {
  if (chain.state === 'complete') return 1;
  return chain.total === 0 ? null : chain.decided / chain.total;
}

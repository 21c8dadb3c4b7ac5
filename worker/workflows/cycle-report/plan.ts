import { type Plan, type PlanFanOut, type PlanPhase, planFanOuts, planPhases } from '#contract/plan';
import type { ReportState } from '../../activities/process-next-report-command';

/** A phase to be started, with its place in the plan, from 1. */
export interface PhaseToStart {
  node: PlanPhase;
  position: number;
}

/**
 * The phases of a plan whose workflow has to run and was not started by this run: those with a chain already, and those
 * for which every phase that opens them is approved. In the plan's order.
 */
export function phasesToStart(plan: Plan, state: ReportState, started: ReadonlySet<string>): PhaseToStart[] {
  return planPhases(plan).flatMap(({ node, position, within }) => {
    if (within !== null) return [];
    const wasOpened = state.chains.some((chain) => chain.phase === node.phase);
    const mayOpen = node.opensAfter.every((phase) => state.approvedPhases.includes(phase));
    return !started.has(node.phase) && (wasOpened || mayOpen) ? [{ node, position }] : [];
  });
}

/** The phases of a plan that have a chain, in the plan's order. */
export function openedPhases(plan: Plan, state: ReportState): PlanPhase[] {
  return wholePhases(plan).filter(({ phase }) => state.chains.some((chain) => chain.phase === phase));
}

/** Where each phase of a plan stands and whom it waits for; null before the first look at the tables: nothing has started. */
export function planProgress(plan: Plan, state: ReportState | null): { phase: string; state: string; waitingOn: string | null }[] {
  return wholePhases(plan).map(({ phase }) => {
    const chain = state?.chains.find((candidate) => candidate.phase === phase);
    if (!chain) return { phase, state: 'not_started', waitingOn: null };
    return { phase, state: chain.openVersion?.status ?? (chain.approvedVersion ? 'approved' : 'preparing'), waitingOn: chain.waitingOn };
  });
}

/** The phases of a plan that run once for the whole report. */
function wholePhases(plan: Plan): PlanPhase[] {
  return planPhases(plan).flatMap(({ node, within }) => (within === null ? [node] : []));
}

/** The phases of the plan that list the lanes' members, where they are approved. */
export function fanOutsToList(plan: Plan, state: ReportState): PlanFanOut[] {
  return planFanOuts(plan).filter(({ members }) => state.approvedPhases.includes(members));
}

import { type LaneFanOut, laneFanOut, type Plan, type PlanPhase, planFanOuts, planPhases } from '#contract/plan';
import type { PhaseName } from '#domain/phase/phase-names';
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

/** The fan-outs of a report's own plan, each with what runs in its lanes. */
export function reportFanOuts(plan: Plan): LaneFanOut[] {
  return planFanOuts(plan).map((fanOut) => laneFanOut(plan, fanOut));
}

/** Answers the approved version of a phase that runs once for the whole report and is approved. */
export function approvedIn(state: ReportState): (phase: PhaseName) => string | undefined {
  return (phase) =>
    state.approvedPhases.includes(phase) ? state.chains.find((chain) => chain.phase === phase)?.approvedVersion?.id : undefined;
}

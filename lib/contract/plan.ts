import type { PhaseName } from '#domain/phase/phase-names';
import type { ApprovalPolicy } from '#domain/version/approval-policy';

/** One phase in a plan. */
export interface PlanPhase {
  kind: 'phase';
  phase: PhaseName;
  policy: ApprovalPolicy;
  /** 8 a day; counted by the calendar of lib/domain/time. */
  allowanceBusinessHours: number;
  /** Phases whose approval opens this one; empty opens at the start, of the report or of the lane it is in. */
  opensAfter: readonly PhaseName[];
}

/** A part of a plan that runs once for each line of business, in lanes beside each other (docs/decisions/0029-lanes.md). */
export interface PlanFanOut {
  kind: 'fan-out';
  over: 'lob';
  /** The phase whose approved version lists the members; its approval opens the lanes. */
  members: PhaseName;
  /** What runs in each lane. */
  nodes: readonly PlanPhase[];
}

export type PlanNode = PlanPhase | PlanFanOut;

/** A phase in the plan of a run that began before allowances were named for their unit; they were business hours then, too. */
type UnnamedPlanPhase = Omit<PlanPhase, 'allowanceBusinessHours'> & { allowanceHours: number };

/** A phase as runs send it, of whatever age their plan is. */
export type SentPlanPhase = PlanPhase | UnnamedPlanPhase;

/** Reads a phase that a run sends: the same in the present's words. */
export function planPhase(sent: SentPlanPhase): PlanPhase {
  if (!('allowanceHours' in sent)) return sent;
  const { allowanceHours, ...phase } = sent;
  return { ...phase, allowanceBusinessHours: allowanceHours };
}

/** Ordered nodes; travels in the workflow's input, so that adding a phase changes new runs only. */
export interface Plan {
  nodes: readonly PlanNode[];
  /** Those of the nine phases that are not part of this plan; boards draw them as such. */
  notInPlan: readonly PhaseName[];
}

/** A phase of a plan with its place among all of them, from 1, and the fan-out in whose lanes it runs; null: once for the whole report. */
export interface PlacedPhase {
  node: PlanPhase;
  position: number;
  within: PlanFanOut | null;
}

/** Answers every phase of a plan in order, those inside fan-outs too. */
export function planPhases(plan: Pick<Plan, 'nodes'>): PlacedPhase[] {
  return plan.nodes
    .flatMap((node): Omit<PlacedPhase, 'position'>[] =>
      node.kind === 'phase' ? [{ node, within: null }] : node.nodes.map((inner) => ({ node: inner, within: node })),
    )
    .map((placed, index) => ({ ...placed, position: index + 1 }));
}

/** Answers the fan-outs of a plan. */
export function planFanOuts(plan: Pick<Plan, 'nodes'>): PlanFanOut[] {
  return plan.nodes.filter((node) => node.kind === 'fan-out');
}

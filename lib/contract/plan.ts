import type { PhaseName } from '#domain/phase/phase-names';
import type { ApprovalPolicy } from '#domain/version/approval-policy';

/** One phase in a plan. Fan-outs over LOBs and owners join this union when their phases are built. */
export interface PlanPhase {
  kind: 'phase';
  phase: PhaseName;
  policy: ApprovalPolicy;
  /** 8 a day; counted by the calendar of lib/domain/time. */
  allowanceBusinessHours: number;
  /** Phases whose approval opens this one; empty opens at the start. */
  opensAfter: readonly PhaseName[];
}

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
  nodes: readonly PlanPhase[];
  /** Those of the nine phases that are not part of this plan; boards draw them as such. */
  notInPlan: readonly PhaseName[];
}

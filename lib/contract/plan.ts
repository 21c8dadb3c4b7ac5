import type { PhaseName } from '#domain/phase/phase-names';
import type { ApprovalPolicy } from '#domain/version/approval-policy';

/** One phase in a plan. Fan-outs over LOBs and owners join this union when their phases are built. */
export interface PlanPhase {
  kind: 'phase';
  phase: PhaseName;
  policy: ApprovalPolicy;
  allowanceHours: number;
  /** Phases whose approval opens this one; empty opens at the start. */
  opensAfter: readonly PhaseName[];
}

/** Ordered nodes; travels in the workflow's input, so that adding a phase changes new runs only. */
export interface Plan {
  nodes: readonly PlanPhase[];
  /** Of the nine phases, those that are not part of this plan, drawn as such. */
  notInPlan: readonly PhaseName[];
}

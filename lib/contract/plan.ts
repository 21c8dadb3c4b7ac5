import type { PhaseName } from '#domain/phase/phase-names';
import type { RoleAllowances } from '#domain/time/stopwatch';
import type { ApprovalPolicy } from '#domain/version/approval-policy';

/** One phase in a plan. */
export interface PlanPhase {
  kind: 'phase';
  phase: PhaseName;
  policy: ApprovalPolicy;
  /** 8 a day; counted by the calendar of lib/domain/time. */
  allowanceBusinessHours: number;
  /** From the due date to the first level of escalation, and from each to the next; left out: as lib/domain/time/ladder.ts says. */
  escalationBusinessHours?: number;
  /** How much of it a role may take for its turns; left out: no role has time of its own, as in runs that began before there was any. */
  roleAllowances?: RoleAllowances;
  /** Phases whose approval opens this one; empty opens at the start, of the report or of the lane it is in. */
  opensAfter: readonly PhaseName[];
  /** Phases of the same lane that it goes along with: it opens as soon as something in them is done. Left out: none. */
  opensAlong?: readonly PhaseName[];
  /** Nothing is ever due in it, and nobody is told of it. Left out: it is timed by its allowance. */
  clock?: 'off';
}

/**
 * A part of a plan that runs once for each member of a set, in lanes beside each other (docs/decisions/0029-lanes.md): once for each line
 * of business, and within the lane of one, once for each data owner.
 */
export interface PlanFanOut {
  kind: 'fan-out';
  over: 'lob' | 'owner';
  /** The phase whose approved version lists the members; its approval opens the lanes. */
  members: PhaseName;
  /** What runs in each lane. */
  nodes: readonly PlanNode[];
  /** Its lanes run one after the other, and open once the phase that lists them is complete. Left out: beside each other, once it is approved. */
  concurrency?: 1;
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

/** A phase of a plan with its place among all of them, from 1, and the innermost fan-out in whose lanes it runs; null: once for the whole report. */
export interface PlacedPhase {
  node: PlanPhase;
  position: number;
  within: PlanFanOut | null;
}

/** Answers every phase of a plan in order, those inside fan-outs too. */
export function planPhases(plan: Pick<Plan, 'nodes'>): PlacedPhase[] {
  return phasesWithin(plan.nodes, null).map((placed, index) => ({ ...placed, position: index + 1 }));
}

function phasesWithin(nodes: readonly PlanNode[], within: PlanFanOut | null): Omit<PlacedPhase, 'position'>[] {
  return nodes.flatMap((node) => (node.kind === 'phase' ? [{ node, within }] : phasesWithin(node.nodes, node)));
}

/** Answers the fan-outs of a plan, or of what runs in a lane; not those inside them. */
export function planFanOuts({ nodes }: { nodes: readonly PlanNode[] }): PlanFanOut[] {
  return nodes.filter((node) => node.kind === 'fan-out');
}

/** What runs in a lane: its phases with their places in the plan, from 1, and the lanes inside it. */
export interface LanePlan {
  phases: readonly Omit<PlacedPhase, 'within'>[];
  /** Absent in runs that began before lanes had lanes. */
  fanOuts?: readonly LaneFanOut[];
}

/** Lanes inside a lane, with what runs in each of them. */
export interface LaneFanOut extends LanePlan {
  members: PhaseName;
  /** As in the plan. */
  concurrency?: 1;
}

/** Answers what runs in each lane of a fan-out of a plan; `fanOuts` is left out where there are no lanes inside it. */
function lanePlan(plan: Pick<Plan, 'nodes'>, fanOut: PlanFanOut): LanePlan {
  const phases = planPhases(plan).flatMap(({ node, position, within }) => (within === fanOut ? [{ node, position }] : []));
  const inside = planFanOuts(fanOut).map((inner) => laneFanOut(plan, inner));
  return inside.length === 0 ? { phases } : { phases, fanOuts: inside };
}

/** Answers a fan-out of a plan with what runs in each of its lanes. */
export function laneFanOut(plan: Pick<Plan, 'nodes'>, fanOut: PlanFanOut): LaneFanOut {
  const { members, concurrency } = fanOut;
  return { members, ...lanePlan(plan, fanOut), ...(concurrency === undefined ? {} : { concurrency }) };
}

/**
 * Carries a plan over to a later one: the phases it has keep their terms and what opens them, those that come take the later one's. Null where
 * nothing comes, or where the later one would leave a phase out.
 */
export function extendedPlan(present: Plan, later: Plan): Plan | null {
  const known = new Map(planPhases(present).map(({ node }) => [node.phase, node]));
  const coming = planPhases(later).map(({ node }) => node.phase);
  if (coming.every((phase) => known.has(phase)) || [...known.keys()].some((phase) => !coming.includes(phase))) return null;
  const kept = (node: PlanNode): PlanNode =>
    node.kind === 'phase' ? (known.get(node.phase) ?? node) : { ...node, nodes: node.nodes.map(kept) };
  return { ...later, nodes: later.nodes.map(kept) };
}

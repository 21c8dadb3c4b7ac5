import type { PhaseName } from '#domain/phase/phase-names';
import type { CycleReportType } from '#domain/version/workflow-types';
import { type Plan, type PlanNode, type PlanPhase, planPhases } from './plan';

/** A phase of a fixed plan, without its terms: these are the report's own. */
type FixedPhase = Pick<PlanPhase, 'phase' | 'opensAfter' | 'opensAlong'>;
type FixedNode = FixedPhase | { over: 'lob' | 'owner'; members: PhaseName; nodes: readonly FixedNode[] };

/** The nine phases as the versions 1.x run them, whatever phases a later release adds. */
const NINE_PHASES: readonly FixedNode[] = [
  { phase: 'planning', opensAfter: [] },
  { phase: 'data-profiling', opensAfter: ['planning'] },
  { phase: 'scoping', opensAfter: ['data-profiling'] },
  { phase: 'sample-selection', opensAfter: ['scoping'] },
  {
    over: 'lob',
    members: 'sample-selection',
    nodes: [
      { phase: 'data-owner-id', opensAfter: [] },
      {
        over: 'owner',
        members: 'data-owner-id',
        nodes: [
          { phase: 'request-info', opensAfter: [] },
          { phase: 'test-execution', opensAfter: [], opensAlong: ['request-info'] },
        ],
      },
      { phase: 'observation-management', opensAfter: ['data-owner-id', 'test-execution'] },
    ],
  },
  { phase: 'final-report', opensAfter: ['observation-management'] },
];

/** The nine phases, lanes beside each other, by the terms that a plan gives them; one that it gives none is left out. */
function inLanes(plan: Plan): Plan {
  const terms = new Map(planPhases(plan).map(({ node }) => [node.phase, node]));
  return { ...plan, nodes: NINE_PHASES.flatMap((node) => withTerms(node, terms)) };
}

function withTerms(node: FixedNode, terms: ReadonlyMap<PhaseName, PlanPhase>): PlanNode[] {
  if ('over' in node) {
    const nodes = node.nodes.flatMap((inner) => withTerms(inner, terms));
    return nodes.length === 0 ? [] : [{ kind: 'fan-out', ...node, nodes }];
  }
  const given = terms.get(node.phase);
  return given === undefined ? [] : [{ ...withoutOpening(given), ...node }];
}

function withoutOpening({ opensAfter: _, opensAlong: __, ...terms }: PlanPhase): Omit<PlanPhase, 'opensAfter' | 'opensAlong'> {
  return terms;
}

/** The nine phases in a straight line: each opens once the one before it is complete, and lanes come one after the other. */
function inALine(plan: Plan): Plan {
  const fixed = inLanes(plan);
  return { ...fixed, nodes: lined(fixed.nodes) };
}

function lined(nodes: readonly PlanNode[]): PlanNode[] {
  return nodes.map((node, at): PlanNode => {
    if (node.kind === 'fan-out') return { ...node, concurrency: 1, nodes: lined(node.nodes) };
    const before = planPhases({ nodes: nodes.slice(0, at) }).at(-1)?.node.phase;
    return { ...withoutOpening(node), opensAfter: before === undefined ? [] : [before] };
  });
}

/** Answers a plan without a clock in any of its phases. */
function untimed(plan: Plan): Plan {
  const off = (node: PlanNode): PlanNode => (node.kind === 'phase' ? { ...node, clock: 'off' } : { ...node, nodes: node.nodes.map(off) });
  return { ...plan, nodes: plan.nodes.map(off) };
}

/** What each version of the process makes of the plan that a report was started with: workflows follow it, and pages show it. */
export const ORDERED_PLAN: Record<CycleReportType, (plan: Plan) => Plan> = {
  cycleReport_1_0_0: (plan) => untimed(inALine(plan)),
  cycleReport_1_1_0: inALine,
  cycleReport_1_2_0: inLanes,
  cycleReport_2_0_0: (plan) => plan,
};

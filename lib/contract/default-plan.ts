import { PHASES, type PhaseName } from '#domain/phase/phase-names';
import { BUSINESS_HOURS_A_DAY } from '#domain/time/calendar';
import type { RoleAllowances } from '#domain/time/stopwatch';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import { RENDITION } from '#domain/version/rendition';
import { type Plan, type PlanNode, type PlanPhase, planPhases } from './plan';

/** A policy as a new report starts with it. */
export interface PhaseTerms {
  policy: ApprovalPolicy;
  /** 8 a day; counted by the calendar of lib/domain/time. */
  allowanceBusinessHours: number;
  /** From the due date to the first level of escalation, and from each to the next; left out: as lib/domain/time/ladder.ts says. */
  escalationBusinessHours?: number;
  /** How much of it a role may take for its turns; left out: no role has time of its own. */
  roleAllowances?: RoleAllowances;
}

const ownerReview: ApprovalPolicy = { mode: 'review', requiredCount: 1, roles: ['report_owner'] };
const recorded: ApprovalPolicy = { mode: 'recorded', requiredCount: 1, roles: [] };

/** The terms in force where the installation has no policy row of its own for a phase. Source: domain.md, "Approval policies", "Time". */
export const DEFAULT_TERMS: Record<PhaseName, PhaseTerms> = {
  planning: { policy: { mode: 'self', requiredCount: 1, roles: [] }, allowanceBusinessHours: 2 * BUSINESS_HOURS_A_DAY },
  'data-profiling': { policy: ownerReview, allowanceBusinessHours: BUSINESS_HOURS_A_DAY },
  scoping: { policy: ownerReview, allowanceBusinessHours: 2 * BUSINESS_HOURS_A_DAY },
  'sample-selection': { policy: ownerReview, allowanceBusinessHours: BUSINESS_HOURS_A_DAY },
  'data-owner-id': { policy: recorded, allowanceBusinessHours: BUSINESS_HOURS_A_DAY },
  'request-info': { policy: recorded, allowanceBusinessHours: 3 * BUSINESS_HOURS_A_DAY },
  'test-execution': { policy: recorded, allowanceBusinessHours: 2 * BUSINESS_HOURS_A_DAY },
  'observation-management': { policy: ownerReview, allowanceBusinessHours: BUSINESS_HOURS_A_DAY },
  'final-report': {
    policy: { mode: 'signoff', requiredCount: 3, roles: ['tester', 'test_executive', 'report_owner'] },
    allowanceBusinessHours: BUSINESS_HOURS_A_DAY,
  },
};

type Opening = Pick<PlanPhase, 'phase' | 'opensAfter' | 'opensAlong'>;

/** The phases that run once for the whole report, in order, and what opens each. A new phase is one more line. */
const WHOLE: readonly Opening[] = [
  { phase: 'planning', opensAfter: [] },
  { phase: 'data-profiling', opensAfter: ['planning'] },
  { phase: 'scoping', opensAfter: ['data-profiling'] },
  { phase: 'sample-selection', opensAfter: ['scoping'] },
];

/** The phases that run in a lane of each line of business among the approved samples. */
const IN_LANES: readonly Opening[] = [{ phase: 'data-owner-id', opensAfter: [] }];

/** The phases that run, inside the lane of a line of business, in a lane of each data owner who is named there. */
const IN_OWNERS_LANES: readonly Opening[] = [
  { phase: 'request-info', opensAfter: [] },
  { phase: 'test-execution', opensAfter: [], opensAlong: ['request-info'] },
];

/** The phases that run in the lane of a line of business once those of its data owners' lanes are done. */
const AFTER_OWNERS_LANES: readonly Opening[] = [{ phase: 'observation-management', opensAfter: ['data-owner-id', 'test-execution'] }];

/** The phases that run once for the whole report when the lanes of all its lines of business are done. */
const AFTER_LANES: readonly Opening[] = [{ phase: 'final-report', opensAfter: ['observation-management'] }];

/** The report itself is signed in print, whatever the policy in force says of its signers. */
function withDocument(phase: PhaseName, terms: PhaseTerms): PhaseTerms {
  if (phase !== 'final-report' || terms.policy.mode !== 'signoff') return terms;
  return { ...terms, policy: { ...terms.policy, rendition: RENDITION } };
}

/** The plan a new report starts with: the terms in force today, where given, over the defaults. */
export function defaultPlan(inForce: Partial<Record<PhaseName, PhaseTerms>>): Plan {
  const phase = (opening: Opening): PlanPhase => ({
    kind: 'phase',
    ...opening,
    ...withDocument(opening.phase, inForce[opening.phase] ?? DEFAULT_TERMS[opening.phase]),
  });
  const nodes: PlanNode[] = [
    ...WHOLE.map(phase),
    {
      kind: 'fan-out',
      over: 'lob',
      members: 'sample-selection',
      nodes: [
        ...IN_LANES.map(phase),
        { kind: 'fan-out', over: 'owner', members: 'data-owner-id', nodes: IN_OWNERS_LANES.map(phase) },
        ...AFTER_OWNERS_LANES.map(phase),
      ],
    },
    ...AFTER_LANES.map(phase),
  ];
  const planned = planPhases({ nodes }).map(({ node }) => node.phase);
  return { nodes, notInPlan: PHASES.filter((each) => !planned.includes(each)) };
}

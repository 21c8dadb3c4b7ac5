import { expect, test } from 'vitest';
import { PHASES } from '#domain/phase/phase-names';
import { defaultPlan } from './default-plan';
import { ORDERED_PLAN } from './ordered-plan';
import { laneFanOut, type PlanNode, planFanOuts, planPhases } from './plan';

const { cycleReport_1_0_0: untimed, cycleReport_1_1_0: inALine, cycleReport_1_2_0: inLanes } = ORDERED_PLAN;
const plan = defaultPlan({ scoping: { policy: { mode: 'self', requiredCount: 1, roles: [] }, allowanceBusinessHours: 3 } });

/** Each phase with what opens it; a fan-out as a list, with how many of its lanes run at a time. */
function openings(nodes: readonly PlanNode[]): unknown[] {
  return nodes.map((node) =>
    node.kind === 'phase'
      ? [node.phase, ...node.opensAfter, ...(node.opensAlong ?? []).map((phase) => `along ${phase}`)]
      : [node.over, node.concurrency ?? 'all', openings(node.nodes)],
  );
}

test('in lanes the nine phases open as a new report’s do, by the terms of the report', () => {
  expect(inLanes(plan)).toEqual(plan);
  expect(planPhases(inLanes(plan)).map(({ node }) => node.phase)).toEqual(PHASES);
});

test('in a line each phase opens after the one before it, and lanes one at a time', () => {
  expect(openings(inALine(plan).nodes)).toEqual([
    ['planning'],
    ['data-profiling', 'planning'],
    ['scoping', 'data-profiling'],
    ['sample-selection', 'scoping'],
    [
      'lob',
      1,
      [
        ['data-owner-id'],
        ['owner', 1, [['request-info'], ['test-execution', 'request-info']]],
        ['observation-management', 'test-execution'],
      ],
    ],
    ['final-report', 'observation-management'],
  ]);
  const line = inALine(plan);
  const lanes = planFanOuts(line).map((fanOut) => laneFanOut(line, fanOut));
  expect(lanes.map(({ concurrency, fanOuts }) => [concurrency, fanOuts?.[0]?.concurrency])).toEqual([[1, 1]]);
  expect(planPhases(inALine(plan)).find(({ node }) => node.phase === 'scoping')?.node.allowanceBusinessHours).toBe(3);
});

test('without a clock every phase says so, and nothing else is different', () => {
  const off = untimed(plan);
  expect(planPhases(off).every(({ node }) => node.clock === 'off')).toBe(true);
  expect(openings(off.nodes)).toEqual(openings(inALine(plan).nodes));
  expect(ORDERED_PLAN.cycleReport_2_0_0(plan)).toBe(plan);
});

test('a phase that the report’s plan gives no terms is left out, and so is a lane without phases', () => {
  const four = { ...plan, nodes: plan.nodes.slice(0, 2) };
  expect(openings(inLanes(four).nodes)).toEqual([['planning'], ['data-profiling', 'planning']]);
});

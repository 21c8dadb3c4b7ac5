import { expect, test } from 'vitest';
import { PHASES } from '#domain/phase/phase-names';
import { DEFAULT_TERMS, defaultPlan } from './default-plan';
import { extendedPlan, planFanOuts, planPhase, planPhases } from './plan';

test('every phase is either in the plan or named as not part of it', () => {
  const plan = defaultPlan({});
  expect([...planPhases(plan).map(({ node }) => node.phase), ...plan.notInPlan].sort()).toEqual([...PHASES].sort());
});

test('the phases of the whole report run one after the other, those of lanes once a sample is approved, and the report last', () => {
  const phases = planPhases(defaultPlan({}));
  expect(phases.map(({ node }) => node.phase)).toEqual(PHASES);
  const whole = phases.filter(({ within }) => within === null).map(({ node }) => node);
  const [last, ...others] = whole.toReversed();
  expect(
    others
      .toReversed()
      .slice(1)
      .map(({ opensAfter }) => opensAfter),
  ).toEqual(
    others
      .slice(1)
      .toReversed()
      .map(({ phase }) => [phase]),
  );
  expect(last).toMatchObject({ phase: 'final-report', opensAfter: ['observation-management'] });
  expect(planFanOuts(defaultPlan({}))).toMatchObject([{ over: 'lob', members: 'sample-selection' }]);
});

test('each phase opens after phases that come before it in the plan', () => {
  const phases = planPhases(defaultPlan({}));
  for (const [index, { node }] of phases.entries()) {
    const before = phases.slice(0, index).map((one) => one.node.phase);
    expect(before).toEqual(expect.arrayContaining([...node.opensAfter]));
  }
});

test('terms in force go before the defaults', () => {
  const policy = { mode: 'review', requiredCount: 2, roles: ['report_owner'] } as const;
  const nodes = planPhases(defaultPlan({ 'sample-selection': { policy, allowanceBusinessHours: 4 } })).map(({ node }) => node);
  expect(nodes.find(({ phase }) => phase === 'sample-selection')).toMatchObject({ policy, allowanceBusinessHours: 4 });
  expect(nodes.find(({ phase }) => phase === 'planning')).toMatchObject(DEFAULT_TERMS.planning);
});

test('a phase is read alike whether its plan names the unit of the allowance or not', () => {
  for (const { node: phase } of planPhases(defaultPlan({}))) {
    const { allowanceBusinessHours: allowanceHours, ...rest } = phase;
    expect(planPhase({ ...rest, allowanceHours })).toEqual(phase);
    expect(planPhase(phase)).toEqual(phase);
  }
});

test('an earlier plan is carried over with the terms of its phases, and to no plan that leaves one of them out', () => {
  const later = defaultPlan({});
  const policy = { mode: 'review', requiredCount: 2, roles: ['report_owner'] } as const;
  const earlier = { nodes: defaultPlan({ scoping: { policy, allowanceBusinessHours: 4 } }).nodes.slice(0, 4), notInPlan: [] };
  const carried = extendedPlan(earlier, later);
  if (carried === null) throw new Error('nothing comes');
  expect(planPhases(carried).map(({ node }) => node.phase)).toEqual(PHASES);
  expect(planPhases(carried).find(({ node }) => node.phase === 'scoping')?.node).toMatchObject({ policy, allowanceBusinessHours: 4 });
  expect(extendedPlan(carried, later)).toBeNull();
  expect(extendedPlan(later, earlier)).toBeNull();
});

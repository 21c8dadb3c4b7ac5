import { expect, test } from 'vitest';
import { PHASES } from '#domain/phase/phase-names';
import { BUILT_PHASES } from '#domain/phases/registry';
import { DEFAULT_TERMS, defaultPlan } from './default-plan';
import { planPhase } from './plan';

test('every phase is either in the plan or named as not part of it', () => {
  const { nodes, notInPlan } = defaultPlan({});
  expect([...nodes.map(({ phase }) => phase), ...notInPlan].sort()).toEqual([...PHASES].sort());
});

test('the four phases that are built run one after the other', () => {
  const { nodes } = defaultPlan({});
  expect(nodes.map(({ phase }) => phase)).toEqual(BUILT_PHASES);
  expect(nodes.slice(1).map(({ opensAfter }) => opensAfter)).toEqual(BUILT_PHASES.slice(0, -1).map((phase) => [phase]));
});

test('each phase opens after phases that come before it in the plan', () => {
  const { nodes } = defaultPlan({});
  for (const [index, node] of nodes.entries()) {
    const before = nodes.slice(0, index).map(({ phase }) => phase);
    expect(before).toEqual(expect.arrayContaining([...node.opensAfter]));
  }
});

test('terms in force go before the defaults', () => {
  const policy = { mode: 'review', requiredCount: 2, roles: ['report_owner'] } as const;
  const { nodes } = defaultPlan({ 'sample-selection': { policy, allowanceBusinessHours: 4 } });
  expect(nodes.find(({ phase }) => phase === 'sample-selection')).toMatchObject({ policy, allowanceBusinessHours: 4 });
  expect(nodes.find(({ phase }) => phase === 'planning')).toMatchObject(DEFAULT_TERMS.planning);
});

test('a phase is read alike whether its plan names the unit of the allowance or not', () => {
  for (const phase of defaultPlan({}).nodes) {
    const { allowanceBusinessHours: allowanceHours, ...rest } = phase;
    expect(planPhase({ ...rest, allowanceHours })).toEqual(phase);
    expect(planPhase(phase)).toEqual(phase);
  }
});

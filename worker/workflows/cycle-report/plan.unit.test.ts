import { expect, test } from 'vitest';
import { defaultPlan } from '#contract/default-plan';
import { planPhases } from '#contract/plan';
import type { ReportState } from '../../activities/process-next-report-command';
import { openedPhases, phasesToStart, planProgress } from './plan';

/** A plan of four phases, whatever else a release drives. */
const FOUR = ['planning', 'data-profiling', 'scoping', 'sample-selection'];
const plan = {
  nodes: planPhases(defaultPlan({})).flatMap(({ node }) => (FOUR.includes(node.phase) ? [node] : [])),
  notInPlan: [],
};
type ChainInReport = ReportState['chains'][number];

function stateWith(chains: readonly Pick<ChainInReport, 'phase' | 'openVersion' | 'approvedVersion' | 'waitingOn'>[]): ReportState {
  const approvedPhases = chains.filter(({ approvedVersion }) => approvedVersion !== null).map(({ phase }) => phase);
  return { started: true, closed: false, chains, approvedPhases } as unknown as ReportState;
}
const approved = { id: 'a', number: 1 };
const draft = { id: 'd', number: 2, status: 'draft' } as const;
const names = (phases: ReturnType<typeof phasesToStart>) => phases.map(({ node, position }) => [position, node.phase]);

test('a fresh report starts what nothing has to open', () => {
  expect(names(phasesToStart(plan, stateWith([]), new Set()))).toEqual([[1, 'planning']]);
});

test('an approval starts what it opens, and nothing twice', () => {
  const state = stateWith([{ phase: 'planning', openVersion: null, approvedVersion: approved, waitingOn: null }]);
  expect(names(phasesToStart(plan, state, new Set(['planning'])))).toEqual([[2, 'data-profiling']]);
  expect(phasesToStart(plan, state, new Set(['planning', 'data-profiling']))).toEqual([]);
});

test('a run that has forgotten what it started starts every phase with a chain, even one whose upstream was reopened', () => {
  const state = stateWith([
    { phase: 'planning', openVersion: draft, approvedVersion: null, waitingOn: 'tester' },
    { phase: 'data-profiling', openVersion: draft, approvedVersion: null, waitingOn: 'tester' },
  ]);
  expect(names(phasesToStart(plan, state, new Set()))).toEqual([
    [1, 'planning'],
    [2, 'data-profiling'],
  ]);
  expect(openedPhases(plan, state).map(({ phase }) => phase)).toEqual(['planning', 'data-profiling']);
});

test('progress names every phase of the plan, opened or not', () => {
  expect(planProgress(plan, null).map(({ state }) => state)).toEqual(['not_started', 'not_started', 'not_started', 'not_started']);
  const state = stateWith([
    { phase: 'planning', openVersion: null, approvedVersion: approved, waitingOn: null },
    { phase: 'data-profiling', openVersion: draft, approvedVersion: null, waitingOn: 'tester' },
    { phase: 'scoping', openVersion: null, approvedVersion: null, waitingOn: null },
  ]);
  expect(planProgress(plan, state)).toEqual([
    { phase: 'planning', state: 'approved', waitingOn: null },
    { phase: 'data-profiling', state: 'draft', waitingOn: 'tester' },
    { phase: 'scoping', state: 'preparing', waitingOn: null },
    { phase: 'sample-selection', state: 'not_started', waitingOn: null },
  ]);
});

import { describe, expect, it } from 'vitest';
import type { CourseActView, DecisionCourseView, ReplayedRun } from '#contract/views/course-view';
import type { CourseStep } from '#domain/version/decision-course';
import type { ChainStanding } from '#domain/version/run-events';
import { numberedSteps } from './course-steps';

const standing = (number: number): ChainStanding => ({
  open: { number, status: 'draft' },
  approved: null,
  waitingOn: 'tester',
  closed: false,
});

function turn(started: number): CourseStep {
  const completed = started + 1;
  return {
    ...{
      kind: 'turn',
      at: `2026-05-10T12:00:0${started % 10}.000Z`,
      sentence: 'The workflow takes its turn.',
      events: [started, completed],
    },
    ...{ attempt: null, turn: { started, completed, standing: standing(1) } },
  };
}
const ring: CourseStep = { kind: 'ring', at: '2026-05-10T11:59:59.000Z', sentence: 'It rang.', events: [1, 1], attempt: null, turn: null };

const act: CourseActView = {
  commandId: 'c',
  title: 'Rosa approved version 1',
  by: { id: 'p', name: 'Rosa', role: 'report_owner' },
  onBehalfOf: null,
  askedAt: '2026-05-10T12:00:00.000Z',
  run: 0,
  missing: null,
  steps: [ring, turn(3), turn(7)],
};
const course: DecisionCourseView = { acts: [act], runs: [{ stretches: [], faults: [] }] };
const run = (outcome: ReplayedRun['outcome']): { runs: ReplayedRun[] } => ({
  runs: [
    {
      outcome,
      standings: [
        { started: 2, standing: standing(2) },
        { started: 7, standing: standing(3) },
      ],
    },
  ],
});

describe('numberedSteps', () => {
  it('tells the state by the archive while there is no replay, and none before the first turn', () => {
    const steps = numberedSteps(course, undefined);
    expect(steps.map(({ number, replayed }) => [number, replayed])).toEqual([
      [1, false],
      [2, false],
      [3, false],
    ]);
    expect(steps.map((step) => step.standing?.open?.number ?? null)).toEqual([null, 1, 1]);
  });

  it('tells it by the replay where that takes the same steps', () => {
    const steps = numberedSteps(course, run({ kind: 'same', turns: 2 }));
    expect(steps.map((step) => step.standing?.open?.number ?? null)).toEqual([null, 2, 3]);
    expect(steps.map(({ differs }) => differs)).toEqual([false, false, false]);
  });

  it('tells it by the replay up to the turn that differs, which it marks', () => {
    const steps = numberedSteps(course, run({ kind: 'differs', completed: 4, at: '', sentence: '' }));
    expect(steps.map(({ differs }) => differs)).toEqual([false, true, false]);
    expect(steps.map(({ replayed }) => replayed)).toEqual([false, true, false]);
  });

  it('tells how long after it was asked for a step was taken, and never less than none', () => {
    expect(numberedSteps(course, undefined).map(({ sinceAskedMs }) => sinceAskedMs)).toEqual([0, 3_000, 7_000]);
  });
});

import type { CourseActView, DecisionCourseView, DecisionReplay } from '#contract/views/course-view';
import type { CourseStep } from '#domain/version/decision-course';
import type { ChainStanding } from '#domain/version/run-events';

/** A step of a course, numbered through all acts, with where the chain stood after it. */
export interface NumberedStep extends CourseStep {
  /** From 1. */
  number: number;
  act: CourseActView;
  /** Milliseconds since its act was asked for; never less than none, since two clocks tell it. */
  sinceAskedMs: number;
  /** Null before the first turn that is told of. */
  standing: ChainStanding | null;
  /** Told by the replay; otherwise by what the archive has of the work's results. */
  replayed: boolean;
  /** The replay takes another step here. */
  differs: boolean;
}

/** Numbers the steps of a course and tells the state after each, by the replay where it got that far. */
export function numberedSteps(course: DecisionCourseView, replay: DecisionReplay | undefined): NumberedStep[] {
  const steps: NumberedStep[] = [];
  for (const act of course.acts) {
    const run = act.run === null ? undefined : replay?.runs[act.run];
    let known: Pick<NumberedStep, 'standing' | 'replayed'> = { standing: null, replayed: false };
    for (const step of act.steps) {
      const { turn } = step;
      if (turn !== null) {
        const told = run?.standings.findLast(({ started }) => started <= turn.started);
        const reached = run?.outcome.kind === 'same' || (run?.outcome.kind === 'differs' && turn.completed <= run.outcome.completed);
        known = told && reached ? { standing: told.standing, replayed: true } : { standing: turn.standing, replayed: false };
      }
      steps.push({
        ...step,
        ...known,
        number: steps.length + 1,
        act,
        sinceAskedMs: Math.max(0, Date.parse(step.at) - Date.parse(act.askedAt)),
        differs: turn !== null && run?.outcome.kind === 'differs' && turn.completed === run.outcome.completed,
      });
    }
  }
  return steps;
}

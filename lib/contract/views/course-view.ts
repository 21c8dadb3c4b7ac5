import type { CourseStep } from '#domain/version/decision-course';
import type { ChainStanding } from '#domain/version/run-events';
import type { PersonRef } from './row-views';

/** A stretch of an archived history; `fault` says what is wrong with it, null where nothing is. */
export interface StretchView {
  first: number;
  last: number;
  /** Lower-case hex. */
  hash: string;
  archivedAt: string;
  fault: string | null;
}

/** The archived history of a workflow run that answered commands on a version. */
export interface ArchivedRunView {
  stretches: readonly StretchView[];
  /** What is wrong or missing, in sentences that name the stretch; none where the archive tells of everything. */
  faults: readonly string[];
}

/** What one person asked for, and how it was carried out. */
export interface CourseActView {
  commandId: string;
  /** "Rosa Lind approved version 2". */
  title: string;
  by: PersonRef;
  /** Whom a delegate acted for; null in their own right. */
  onBehalfOf: string | null;
  askedAt: string;
  /** Which of the runs answered it; null where no workflow did. */
  run: number | null;
  /** Why there are no steps, or not all of them; null where there are. */
  missing: string | null;
  steps: readonly CourseStep[];
}

/** How a version was submitted and decided on, as the archive and the record tell it. */
export interface DecisionCourseView {
  acts: readonly CourseActView[];
  runs: readonly ArchivedRunView[];
}

/** What a replay of one run by the workflow code of today came to. */
export type ReplayOutcome =
  /** It takes the same steps, turn by turn. */
  | { kind: 'same'; turns: number }
  /** `completed`: the event by which the first turn ended that differs. `at`: when that was recorded. */
  | { kind: 'differs'; completed: number; at: string; sentence: string }
  /** The archive of the run does not hold what there is to replay. */
  | { kind: 'not_replayed'; why: string };

export interface ReplayedRun {
  outcome: ReplayOutcome;
  /** Where the chain stands in the workflow's memory after each turn, by the event at which that began; in order. */
  standings: readonly { started: number; standing: ChainStanding }[];
}

/** Replays of the runs of a `DecisionCourseView`, in the same order. */
export interface DecisionReplay {
  runs: readonly ReplayedRun[];
}

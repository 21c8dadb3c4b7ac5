import type { Role } from '#domain/people/roles';
import type { PhaseName } from '#domain/phase/phase-names';
import type { FailureReason } from '#domain/tracking/failure-words';
import type { AttemptStatus, RunStatus, StepKind, TransitionKind } from '#domain/tracking/process-words';
import type { Trouble } from '#domain/tracking/step-health';

/** What is shown of workflows and their runs. Instants are ISO 8601 in UTC. */

/** Whom a workflow waits for. */
export interface WaitsFor {
  people: readonly string[];
  roles: readonly Role[];
  since: string;
}

/** A run of a workflow, as a line of the list. */
export interface RunRow {
  id: string;
  cycleReportId: string;
  /** Report and cycle: "FR Y-14M, 2026 Q2". */
  reportName: string;
  /** Of a phase's workflow; null of every other. */
  phase: PhaseName | null;
  instance: string;
  /** Name of the lane whose own workflow it is; null of every other. */
  lane: string | null;
  status: RunStatus;
  startedAt: string;
  closedAt: string | null;
  /** The last thing that it did; null where it has done nothing yet. */
  last: StepRef | null;
  troubles: readonly Trouble[];
  /** Null where nobody is awaited, and of a run that is over. */
  waitsFor: WaitsFor | null;
}

/** A step by what it is. */
export interface StepRef {
  kind: StepKind;
  /** Name of the activity, or of what the step is about. */
  name: string;
  status: AttemptStatus;
  attempt: number;
  startedAt: string;
}

/** How many runs, of those that may be seen, run now, and in how many something is wrong. */
export type RunCounts = Record<'running' | Trouble, number>;

export interface RunsPage {
  rows: readonly RunRow[];
  next: string | null;
  /** Null on further pages. */
  counts: RunCounts | null;
}

export interface AttemptView {
  attempt: number;
  status: AttemptStatus;
  startedAt: string;
  endedAt: string | null;
  reason: FailureReason | null;
}

/** A step of a run with all its attempts, or a wait for somebody between steps. */
export type RunLine =
  | (StepRef & {
      line: 'step';
      id: string;
      endedAt: string | null;
      attempts: readonly AttemptView[];
      reason: FailureReason | null;
      slow: boolean;
    })
  | { line: 'wait'; id: string; startedAt: string; endedAt: string | null; people: readonly string[]; roles: readonly Role[] };

export interface TransitionView {
  at: string;
  kind: TransitionKind;
  sentence: string;
}

/** A run with its steps, newest first. */
export interface RunView extends RunRow {
  /** Its number among the runs of the same workflow, and how many there are. */
  number: number;
  of: number;
  before: string | null;
  after: string | null;
  /** The version of the process by which the report runs, such as "2.0.0". */
  processVersion: string;
  /** Events of its history that are archived. */
  archivedEvents: number;
  /** In Temporal's own pages; null where this installation names none. */
  temporalUrl: string | null;
  /** What it is up to, as the server says it: the instant at which this was told. */
  asOf: string;
  transitions: readonly TransitionView[];
  lines: readonly RunLine[];
  /** Place to go on from towards the beginning; null at it. */
  next: string | null;
}

/** How long the attempts of one activity take, and what becomes of them, in a window. Milliseconds; null where none ended. */
export interface ActivityFigures {
  activity: string;
  attempts: number;
  done: number;
  failed: number;
  lost: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
  longest: number | null;
}

export interface ActivityFiguresView {
  days: number;
  rows: readonly ActivityFigures[];
}

/** An attempt, as a line of what a figure counts. */
export interface AttemptRow {
  runId: string;
  reportName: string;
  phase: PhaseName | null;
  instance: string;
  lane: string | null;
  stepId: string;
  attempt: number;
  status: AttemptStatus;
  startedAt: string;
  endedAt: string | null;
  reason: FailureReason | null;
}

export interface AttemptsPage {
  total: number;
  rows: readonly AttemptRow[];
  next: string | null;
}

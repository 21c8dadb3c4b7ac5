import { type ChainInReport, chainInWords, instanceInWords } from '../phase/chain-address';
import { PHASES } from '../phase/phase-names';
import { activityTitle } from '../version/course-words';
import { CYCLE_REPORT_TYPES, versionNumberOf } from '../version/workflow-types';

/** How a run of a workflow stands, as Temporal says it. */
export const RUN_STATUSES = ['running', 'completed', 'continued_as_new', 'failed', 'canceled', 'terminated', 'timed_out'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const RUN_STATUS_LABELS: Record<RunStatus, string> = {
  running: 'Running',
  completed: 'Completed',
  continued_as_new: 'Went on in a new run',
  failed: 'Failed',
  canceled: 'Called off',
  terminated: 'Stopped from outside',
  timed_out: 'Ran out of time',
};

/** The kinds of steps: work of a worker, or what a transaction tells of the story. */
export const STEP_KINDS = ['activity', 'phase', 'decision', 'fan_out', 'join'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** How an attempt, or a step, ended. `lost`: its worker fell silent. */
export const ATTEMPT_STATUSES = ['running', 'completed', 'failed', 'cancelled', 'lost'] as const;
export type AttemptStatus = (typeof ATTEMPT_STATUSES)[number];

export const ATTEMPT_LABELS: Record<AttemptStatus, string> = {
  running: 'Running',
  completed: 'Done',
  failed: 'Failed',
  cancelled: 'Called off',
  lost: 'Lost with its worker',
};

export const TRANSITION_KINDS = ['sequential', 'fork', 'join', 'conditional'] as const;
export type TransitionKind = (typeof TRANSITION_KINDS)[number];

/** A step as people read it: "Prepare the next draft", "Decision on Planning, version 2", "Scoping". */
export function stepWords({ kind, name }: { kind: StepKind; name: string }): string {
  switch (kind) {
    case 'activity':
      return activityTitle(name);
    case 'decision':
      return `Decision on ${name}`;
    case 'fan_out':
      return `The lane of ${name}`;
    case 'phase':
    case 'join':
      return name;
  }
}

/** Which workflow of a report is meant: the report's own, a lane's, or that of a phase. */
export interface WorkflowPlace {
  chain: ChainInReport | null;
  /** Name of a lane; null of every other. */
  lane: string | null;
}

/** Names a workflow within its report: "The report", "The lane of Retail", "Scoping", "Request Info (Retail)". */
export function workflowInWords({ chain, lane }: WorkflowPlace): string {
  if (chain !== null) return chainInWords(chain);
  return lane === null ? 'The report' : `The lane of ${lane}`;
}

/** How the story went from one step to the next, as it is stored. */
export interface Transition {
  kind: TransitionKind;
  from: string;
  to: string;
  result: string | null;
}

/** What a decision or a condition came to, after a colon. */
const RESULT_WORDS: Readonly<Record<string, string>> = {
  retired: 'it ended',
  upgrade: 'the report goes on by it',
  waiting: 'further decisions are awaited',
  approved: 'approved',
  changes_requested: 'changes were requested',
  rejected: 'rejected',
};

/** A transition as a sentence: "Data Profiling opened after Planning." */
export function transitionWords({ kind, from, to, result }: Transition): string {
  switch (kind) {
    case 'fork':
      return `${placeWords(from)} opened ${within(placeWords(to))}.`;
    case 'join':
      return `${placeWords(to)} opened once ${within(placeWords(from))} was complete too.`;
    case 'sequential':
      return `${placeWords(to)} opened after ${within(placeWords(from))}.`;
    case 'conditional':
      return `${conditionWords(from, to)}: ${result === null ? 'it went on' : (RESULT_WORDS[result] ?? result.replaceAll('_', ' '))}.`;
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;

function conditionWords(from: string, to: string): string {
  // A decision is named by its command, which is nobody's word: where it led tells what it was about.
  return UUID.test(from) ? `A decision on ${within(placeWords(to))}` : `From ${within(placeWords(from))} to ${within(placeWords(to))}`;
}

/** A step's key as people name the place: "Planning", "Request Info (Retail)", "The lane of Retail", "Version 1.2.0 of the process". */
function placeWords(key: string): string {
  const [head = '', ...rest] = key.split('/');
  const phase = PHASES.find((one) => one === head);
  if (phase !== undefined) return chainInWords({ phase, instance: rest.join('/') });
  if (head === 'lane') return `The lane of ${instanceInWords(rest.join('/'))}`;
  if (key === 'start') return 'The start';
  const type = CYCLE_REPORT_TYPES.find((one) => one === key);
  return type === undefined ? 'The report' : `Version ${versionNumberOf(type)} of the process`;
}

/** Within a sentence: names of phases keep their capital, articles do not. */
function within(words: string): string {
  return words.replace(/^The /, 'the ').replace(/^Version /, 'version ');
}

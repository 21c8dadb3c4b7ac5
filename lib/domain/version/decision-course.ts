import { ordinalInWords } from '../ordinal-words';
import { activityWords, turnWords } from './course-words';
import type { ChainStanding, RunEvent } from './run-events';

/** A command on a version, as its course names it: "Rosa Lind’s approval". */
export interface CourseCommand {
  commandId: string;
  words: string;
  /** Id of the activity whose transaction wrote its receipt; null where none did. */
  activityId: string | null;
  /** When its receipt was written, and what it says; null while there is none. */
  receipt: { at: string; says: string } | null;
}

export const STEP_KINDS = ['ring', 'turn', 'asked', 'begun', 'receipt', 'done', 'failed', 'told', 'alarm', 'end'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** One step in which a decision was taken, in words. */
export interface CourseStep {
  kind: StepKind;
  /** ISO 8601, with milliseconds. */
  at: string;
  sentence: string;
  /** Numbers of the first and last event that it is read from; null of a receipt, which the record holds and not the history. */
  events: readonly [number, number] | null;
  /** Of work by a worker: the attempt that it is told of; null of every other. */
  attempt: number | null;
  /** Of the workflow's turns: the events that it started and ended by, and where the chain stood as far as the history says. */
  turn: { started: number; completed: number; standing: ChainStanding | null } | null;
}

/** How one command was carried out; no steps where the history tells of none. */
export interface CommandCourse {
  commandId: string;
  steps: readonly CourseStep[];
  /** The history tells by which work it was answered. */
  isWhole: boolean;
}

type Of<What extends RunEvent['what']> = Extract<RunEvent, { what: What }>;

/** The history of one run, with the ways through it that a course takes. */
class RunHistory {
  private readonly byId: ReadonlyMap<number, RunEvent>;
  /** Event at which the work ended that another asked for. */
  private readonly endOf: ReadonlyMap<number, number>;

  constructor(readonly events: readonly RunEvent[]) {
    this.byId = new Map(events.map((event) => [event.id, event]));
    this.endOf = new Map(
      events.flatMap((event) =>
        event.what === 'activity_completed' || event.what === 'activity_ended' ? [[event.scheduled, event.id] as const] : [],
      ),
    );
  }

  activity(scheduled: number): string {
    const event = this.byId.get(scheduled);
    return event?.what === 'activity_scheduled' ? event.activity : '';
  }

  rings(commandId: string): number[] {
    return this.events.flatMap((event) => (event.what === 'signal' && event.commandId === commandId ? [event.id] : []));
  }

  /** The end of the work whose transaction wrote a command's receipt, in whichever attempt. */
  answer({ activityId }: CourseCommand): Of<'activity_completed'> | null {
    const asked = this.events.find((event) => event.what === 'activity_scheduled' && event.activityId === activityId);
    const end = asked && this.byId.get(this.endOf.get(asked.id) ?? 0);
    return end?.what === 'activity_completed' ? end : null;
  }

  /** The event at which the workflow's turn began that asked for some work. */
  turnThatAsked(scheduled: number): number {
    const asked = this.byId.get(scheduled);
    const turn = asked?.what === 'activity_scheduled' ? this.byId.get(asked.by) : undefined;
    return turn?.what === 'task_completed' ? this.beginningOf(turn) : scheduled;
  }

  /** The event at which a turn was scheduled. */
  beginningOf({ started }: Of<'task_completed'>): number {
    return this.events.findLast(({ id, what }) => id < started && what === 'task_scheduled')?.id ?? started;
  }

  /** The completion of the first turn that began after an event; the event itself where there is none. */
  turnAfter(id: number): number {
    return this.events.find((event) => event.what === 'task_completed' && event.started > id)?.id ?? id;
  }

  /** What a turn brought about: the events that name it. */
  broughtAbout(turn: number): RunEvent[] {
    return this.events.filter((event) => 'by' in event && event.by === turn);
  }

  /** The last event of the turn in which everything that follows from an event was done with; the last of all where it is not yet. */
  settledAfter(id: number): number {
    const turns = this.events.filter((event): event is Of<'task_completed'> => event.what === 'task_completed' && event.started > id);
    const last = turns.find((turn) => {
      const follows = this.broughtAbout(turn.id);
      return !follows.some(({ what }) => what === 'activity_scheduled' || what === 'told') && !this.worksAt(turn.id);
    });
    if (last === undefined) return this.events.at(-1)?.id ?? id;
    return Math.max(last.id, ...this.broughtAbout(last.id).map((event) => event.id));
  }

  /** Whether some work of the loop is under way at an event. Long work runs beside it. */
  private worksAt(id: number): boolean {
    return this.events.some(
      (event) =>
        event.what === 'activity_scheduled' && event.activity !== 'runWork' && event.id < id && (this.endOf.get(event.id) ?? id) >= id,
    );
  }

  /** Where the chain stood when a turn began, by the last result that tells of it. */
  standingAt(started: number): ChainStanding | null {
    const tells = (event: RunEvent) => event.what === 'activity_completed' && event.standing !== null && event.id < started;
    const last = this.events.findLast(tells);
    return last?.what === 'activity_completed' ? last.standing : null;
  }
}

/**
 * Tells how commands on a version were carried out, by the history of the run that answered them: from the ring of each, or from the turn in
 * which the workflow came to it, until everything that follows from it was done with. An event belongs to one command.
 * @param commands those that this run answered, in their order
 */
export function courseOf(events: readonly RunEvent[], commands: readonly CourseCommand[]): CommandCourse[] {
  const history = new RunHistory(events);
  const spans = spansOf(history, commands);
  return commands.map((command) => {
    const { commandId } = command;
    const own = spans.filter((span) => span.commandId === commandId);
    const isOwn = (event: RunEvent): boolean => {
      // A ring is told with what it rang for, also where it came while something else was answered.
      if (event.what === 'signal' && commands.some((each) => each.commandId === event.commandId)) return event.commandId === commandId;
      return own.some(({ from, to }) => from <= event.id && event.id <= to);
    };
    return {
      commandId,
      steps: history.events.filter(isOwn).flatMap((event) => stepsOf(history, commands, event)),
      isWhole: history.answer(command) !== null,
    };
  });
}

interface Span {
  commandId: string;
  from: number;
  to: number;
}

function spansOf(history: RunHistory, commands: readonly CourseCommand[]): Span[] {
  let answered = 0;
  const spans: Span[] = [];
  for (const command of commands) {
    const { commandId } = command;
    const rings = history.rings(commandId);
    const answer = history.answer(command);
    const beginnings = [...rings, ...(answer ? [history.turnThatAsked(answer.scheduled)] : [])];
    if (beginnings.length === 0) continue;
    const from = Math.max(Math.min(...beginnings), answered + 1);
    const before = spans.at(-1);
    if (before && before.to >= from) before.to = from - 1;
    spans.push({ commandId, from, to: history.settledAfter(answer?.id ?? Math.max(...beginnings)) });
    // The turn that hears of an answer belongs to it, also where it asks for the next one at once.
    answered = answer ? history.turnAfter(answer.id) : answered;
  }
  for (const { commandId } of commands)
    for (const ring of history.rings(commandId))
      if (!spans.some(({ from, to }) => from <= ring && ring <= to)) spans.push({ commandId, from: ring, to: history.settledAfter(ring) });
  return spans;
}

function stepsOf(history: RunHistory, commands: readonly CourseCommand[], event: RunEvent): CourseStep[] {
  const step = (kind: StepKind, sentence: string, more: Partial<CourseStep> = {}): CourseStep[] => [
    { kind, at: event.at, sentence, events: [event.id, event.id], attempt: null, turn: null, ...more },
  ];
  switch (event.what) {
    case 'signal':
      return step('ring', ringWords(history, commands, event));
    case 'task_completed': {
      const follows = history.broughtAbout(event.id);
      const turn = { started: event.started, completed: event.id, standing: history.standingAt(event.started) };
      return step('turn', turnWords(follows), { events: [history.beginningOf(event), event.id], turn });
    }
    case 'task_lost':
      return step('failed', 'The workflow’s turn was lost with its worker, and is taken again.');
    case 'activity_scheduled':
      return step('asked', `A worker is asked to ${activityWords(event.activity).infinitive}.`);
    case 'activity_started':
      return step('begun', begunWords(history.activity(event.scheduled), event), { attempt: event.attempt });
    case 'activity_completed':
      return [...receiptStep(history, commands, event), ...step('done', doneWords(history, commands, event))];
    case 'activity_ended':
      return step('failed', `${activityWords(history.activity(event.scheduled)).begun} ${ENDED[event.end]}.`);
    case 'told':
      return step('told', 'The workflow told the report, or the lane, that something changed here.');
    case 'timer_started':
      return step('alarm', 'The workflow set its alarm for when somebody has to be told.');
    case 'timer_fired':
      return step('alarm', 'The alarm rang.');
    case 'timer_cancelled':
      return step('alarm', 'The workflow took its alarm back.');
    case 'ended':
      return step('end', END[event.how]);
    default:
      return [];
  }
}

const ENDED = {
  failed: 'failed for good',
  timed_out: 'was given up, as its worker did not answer any more',
  cancelled: 'was called off',
} as const;
const END = {
  completed: 'The workflow ended: the report is closed.',
  continued: 'The workflow went on in a new run.',
  stopped: 'The workflow was stopped from outside.',
} as const;

function ringWords(history: RunHistory, commands: readonly CourseCommand[], signal: Of<'signal'>): string {
  if (signal.commandId === null) return 'The workflow was asked to look whether there is anything to do.';
  const command = commands.find(({ commandId }) => commandId === signal.commandId);
  if (!command) return 'Another request rang, which is answered in its turn.';
  const answer = history.answer(command);
  if (answer !== null && answer.id < signal.id) return `${command.words} rang again. It is answered already, and counts once.`;
  return history.rings(command.commandId)[0] === signal.id
    ? `${command.words} rang at the workflow.`
    : `${command.words} rang again, before it was answered. It counts once.`;
}

const BEFORE = {
  failed: 'the attempt before had failed',
  timed_out: 'the worker of the attempt before did not answer any more',
  cancelled: 'the attempt before was called off',
} as const;

function begunWords(activity: string, { attempt, before }: Of<'activity_started'>): string {
  const begun = `${activityWords(activity).begun} began`;
  return attempt === 1 ? `${begun}.` : `${begun} for the ${ordinalInWords(attempt)} time${before === null ? '' : `: ${BEFORE[before]}`}.`;
}

/** The receipt is written in the transaction of the work that answers, and so before its end is heard of. */
function receiptStep(history: RunHistory, commands: readonly CourseCommand[], done: Of<'activity_completed'>): CourseStep[] {
  const command = commands.find((each) => history.answer(each)?.id === done.id);
  if (!command?.receipt) return [];
  const { at, says } = command.receipt;
  return [{ kind: 'receipt', at, sentence: `The receipt was written. ${says}`, events: null, attempt: null, turn: null }];
}

function doneWords(history: RunHistory, commands: readonly CourseCommand[], done: Of<'activity_completed'>): string {
  const activity = history.activity(done.scheduled);
  if (activity !== 'processNextChainCommand') return `${activityWords(activity).begun} is done.`;
  // An attempt after one that was lost behind its commit finds the receipt written, and answers nothing more.
  const command = commands.find((each) => each.commandId === done.processed || history.answer(each)?.id === done.id);
  if (!command && done.processed === null) return 'Nothing waited for an answer any more.';
  return command ? `${command.words} is answered.` : 'Another request is answered.';
}

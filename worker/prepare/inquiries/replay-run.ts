import { type InjectedSinks, type ReplayWorkerOptions, Worker } from '@temporalio/worker';
import type { StandingSinks } from '#contract/replay';
import type { ReplayedRun, ReplayOutcome } from '#contract/views/course-view';
import type { Json } from '#domain/item/json';
import { differenceWords } from '#domain/version/course-words';
import { type RunEvent, readRunEvents, standingOf } from '#domain/version/run-events';

/** The workflows that a worker runs, or replays by: compiled, or from the source. */
export type WorkflowCode = Pick<ReplayWorkerOptions, 'workflowBundle'> | Pick<ReplayWorkerOptions, 'workflowsPath'>;

type Standing = ReplayedRun['standings'][number];

/** The end of a turn of the workflow: the event that it completed by, and how many events of the history there are with what it brought about. */
interface TurnEnd {
  completed: number;
  length: number;
}

/** A run: its archived history from the first event, as Temporal's JSON, and the event up to which it is replayed. */
interface HistoryToReplay {
  workflowId: string;
  events: readonly Json[];
  until: number;
}

/** Replays run one after the other in a process, since each has a thread and a heap of its own. */
let before: Promise<unknown> = Promise.resolve();

/**
 * Replays a run with the SDK's own replayer, up to the last turn that ends by `until`. Where the workflow code takes another step than the
 * record, shorter and shorter beginnings are replayed until the first turn is found that differs: a beginning that ends with a turn
 * replays if and only if all its turns do.
 */
export function replayRun(code: WorkflowCode, run: HistoryToReplay): Promise<ReplayedRun> {
  const replayed = before.then(() => replay(code, run));
  // Whoever asked hears of a failure; the next one only waits for the end.
  before = replayed.catch(() => undefined);
  return replayed;
}

/**
 * Replays runs that go on, each up to its last turn, and says of each why it does not replay; null where it does. One that has not had a turn
 * yet is passed over. One history at a time is held.
 */
export async function* replayRuns<Run extends Omit<HistoryToReplay, 'until'>>(
  code: WorkflowCode,
  runs: AsyncIterable<Run>,
  sinks: InjectedSinks<StandingSinks>,
): AsyncGenerator<{ run: Run; fault: string | null }> {
  const replayed: { run: Run | null } = { run: null };
  const histories = async function* () {
    for await (const run of runs) {
      const length = turnEnds(readRunEvents(run.events)).at(-1)?.length ?? 0;
      if (length === 0) continue;
      replayed.run = run;
      yield { workflowId: run.workflowId, history: { events: run.events.slice(0, length) } };
    }
  };
  const options = { ...code, sinks, workflowThreadPoolSize: 1 };
  for await (const { error } of Worker.runReplayHistories(options, histories()))
    if (replayed.run !== null) yield { run: replayed.run, fault: error?.message ?? null };
}

async function replay(code: WorkflowCode, { workflowId, events, until }: HistoryToReplay): Promise<ReplayedRun> {
  const read = readRunEvents(events);
  const ends = turnEnds(read).filter(({ completed }) => completed <= until);
  if (ends.length === 0) return { outcome: { kind: 'not_replayed', why: 'The archive holds no turn of the workflow.' }, standings: [] };
  const replays = new Replays(code, workflowId, events);
  try {
    const { fault, heard } = await replays.replay(ends.at(-1)?.length ?? 0);
    if (fault === null) return { outcome: { kind: 'same', turns: ends.length }, standings: heard };
    const first = await firstDifference(ends, fault, replays);
    return { outcome: outcomeOf(read, first), standings: heard.filter(({ started }) => started <= first.completed) };
  } finally {
    await replays.close();
  }
}

interface Difference {
  completed: number;
  fault: string;
}

/** Finds the first turn that differs, of turns that do not all replay. */
async function firstDifference(ends: readonly TurnEnd[], whole: string, replays: Replays): Promise<Difference> {
  // All turns before `low` replay; the one at `high` does not.
  let [low, high, fault] = [0, ends.length - 1, whole];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = await replays.replay(ends[middle]?.length ?? 0);
    if (found.fault === null) low = middle + 1;
    else [high, fault] = [middle, found.fault];
  }
  return { completed: ends[high]?.completed ?? 0, fault };
}

function outcomeOf(read: readonly RunEvent[], { completed, fault }: Difference): ReplayOutcome {
  const at = read.find(({ id }) => id === completed)?.at ?? '';
  return { kind: 'differs', completed, at, sentence: differenceWords(read, completed, activityOfToday(fault)) };
}

/** Where each turn ends, in order. What it brought about follows it at once. */
function turnEnds(events: readonly RunEvent[]): TurnEnd[] {
  return events.flatMap((event, index) => {
    if (event.what !== 'task_completed') return [];
    let length = index + 1;
    for (let next = events[length]; next !== undefined && follows(next, event.id); next = events[length]) length += 1;
    return [{ completed: event.id, length }];
  });
}

function follows(event: RunEvent, turn: number): boolean {
  return event.what === 'ended' || ('by' in event && event.by === turn);
}

/** Which activity the workflow code asks for where the record has another, by the sentence of the SDK; null where it does not say so. */
function activityOfToday(fault: string): string | null {
  return /does not match activity type of activity command '(\w+)'/.exec(fault)?.[1] ?? null;
}

/** One replay worker that is handed one beginning of a history after the other. */
class Replays {
  private readonly results: ReturnType<typeof Worker.runReplayHistories>;
  /** How many events the next beginning has. */
  private asked = 0;
  private heard: Standing[] = [];

  constructor(code: WorkflowCode, workflowId: string, events: readonly Json[]) {
    const beginnings = async function* (this: Replays) {
      for (;;) yield { workflowId, history: { events: events.slice(0, this.asked) } };
    }.bind(this);
    this.results = Worker.runReplayHistories({ ...code, sinks: this.sinks(), workflowThreadPoolSize: 1 }, beginnings());
  }

  /** Replays the first events: why they do not replay, or null, with what the workflow said meanwhile. */
  async replay(length: number): Promise<{ fault: string | null; heard: readonly Standing[] }> {
    this.asked = length;
    this.heard = [];
    const { done, value } = await this.results.next();
    if (done === true) throw new Error('the replay worker stopped before its time');
    return { fault: value.error?.message ?? null, heard: this.heard };
  }

  async close(): Promise<void> {
    await this.results.return?.();
  }

  /** A workflow's history ends, as it sees it, with the event at which its present turn started. */
  private sinks(): InjectedSinks<StandingSinks> {
    const stands = ({ historyLength }: { historyLength: number }, state: object): void => {
      const { started } = this.heard.at(-1) ?? {};
      if (started === historyLength) this.heard.pop();
      this.heard.push({ started: historyLength, standing: standingOf(state) });
    };
    return { standing: { stands: { fn: stands, callDuringReplay: true } } };
  }
}

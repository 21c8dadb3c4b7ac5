import type { Json } from '../item/json';
import { VERSION_STATUSES, type VersionStatus } from './version-status';

/** Where a chain stands, as its workflow knows it: what pages may tell of a state that a run recorded, and nothing else of it. */
export interface ChainStanding {
  open: { number: number; status: VersionStatus } | null;
  /** Number of the approved version; null where there is none. */
  approved: number | null;
  /** A role, or the system; null where nothing is awaited. */
  waitingOn: string | null;
  closed: boolean;
}

/** What ended an attempt without a result: an error of its own, a worker that fell silent, or somebody who called it off. */
export type AttemptEnd = 'failed' | 'timed_out' | 'cancelled';

/** What an event of a run says, of its kind. Payloads are read here and go no further. */
type EventFacts =
  /** `commandId`: the command that it rings for; null of signals that carry none. */
  | { what: 'signal'; name: string; commandId: string | null }
  | { what: 'task_scheduled' }
  | { what: 'task_started' }
  | { what: 'task_completed'; started: number }
  | { what: 'task_lost' }
  /** `activityId`: by which receipts name it. `by`: the turn of the workflow that asked for it, by the event at which that completed. */
  | { what: 'activity_scheduled'; activity: string; activityId: string; by: number }
  /** `before`: how the attempt before this one ended; null of a first one. */
  | { what: 'activity_started'; scheduled: number; attempt: number; before: AttemptEnd | null }
  /** `processed`: the command that it answered. `standing`: where the chain stands after it, where it says so. */
  | { what: 'activity_completed'; scheduled: number; processed: string | null; standing: ChainStanding | null }
  | { what: 'activity_ended'; scheduled: number; end: AttemptEnd }
  | { what: 'told'; by: number }
  | { what: 'timer_started'; by: number }
  | { what: 'timer_fired' }
  | { what: 'timer_cancelled'; by: number }
  | { what: 'ended'; how: 'completed' | 'continued' | 'stopped' }
  /** `by`: the completed workflow task that it follows from; null where it follows from none. */
  | { what: 'other'; by: number | null };

/** An event of a workflow run's history: its number, when it was, and what of it may be told. */
export type RunEvent = { id: number; at: string } & EventFacts;

type Fields = Readonly<Record<string, Json | undefined>>;

/** Reads events as an archive keeps them, which is Temporal's own JSON. What is none of the known kinds stays as `other`. */
export function readRunEvents(events: readonly Json[]): RunEvent[] {
  // A turn of the workflow completes after it started, and what it brings about follows its completion at once: by their places, since
  // not every server writes the numbers of the one into the other.
  let [started, turn] = [0, 0];
  return events.map((event) => {
    const fields = fieldsOf(event);
    const read = { id: numberOf(fields.eventId), at: instantOf(textOf(fields.eventTime)), ...factsOf(fields, { started, by: turn }) };
    if (read.what === 'task_started') started = read.id;
    if (read.what === 'task_completed') turn = read.id;
    return read;
  });
}

function factsOf(event: Fields, { started, by }: { started: number; by: number }): EventFacts {
  const name = Object.keys(event).find((key) => key.endsWith('EventAttributes'));
  const said = fieldsOf(name === undefined ? undefined : event[name]);
  const scheduled = numberOf(said.scheduledEventId);
  switch (textOf(event.eventType).replace('EVENT_TYPE_', '')) {
    case 'WORKFLOW_EXECUTION_SIGNALED':
      return { what: 'signal', name: textOf(said.signalName), commandId: textOrNull(fieldsOf(payloadOf(said.input)).commandId) };
    case 'WORKFLOW_TASK_SCHEDULED':
      return { what: 'task_scheduled' };
    case 'WORKFLOW_TASK_STARTED':
      return { what: 'task_started' };
    case 'WORKFLOW_TASK_COMPLETED':
      return { what: 'task_completed', started };
    case 'WORKFLOW_TASK_FAILED':
    case 'WORKFLOW_TASK_TIMED_OUT':
      return { what: 'task_lost' };
    case 'ACTIVITY_TASK_SCHEDULED':
      return { what: 'activity_scheduled', activity: textOf(fieldsOf(said.activityType).name), activityId: textOf(said.activityId), by };
    case 'ACTIVITY_TASK_STARTED':
      return { what: 'activity_started', scheduled, attempt: numberOf(said.attempt) || 1, before: attemptEnd(said.lastFailure) };
    case 'ACTIVITY_TASK_COMPLETED': {
      const result = fieldsOf(payloadOf(said.result));
      return {
        what: 'activity_completed',
        scheduled,
        processed: textOrNull(result.processed),
        standing: standingIn(result.state === undefined ? result : fieldsOf(result.state)),
      };
    }
    case 'ACTIVITY_TASK_FAILED':
      return { what: 'activity_ended', scheduled, end: 'failed' };
    case 'ACTIVITY_TASK_TIMED_OUT':
      return { what: 'activity_ended', scheduled, end: 'timed_out' };
    case 'ACTIVITY_TASK_CANCELED':
      return { what: 'activity_ended', scheduled, end: 'cancelled' };
    case 'SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED':
      return { what: 'told', by };
    case 'TIMER_STARTED':
      return { what: 'timer_started', by };
    case 'TIMER_FIRED':
      return { what: 'timer_fired' };
    case 'TIMER_CANCELED':
      return { what: 'timer_cancelled', by };
    case 'WORKFLOW_EXECUTION_COMPLETED':
      return { what: 'ended', how: 'completed' };
    case 'WORKFLOW_EXECUTION_CONTINUED_AS_NEW':
      return { what: 'ended', how: 'continued' };
    case 'WORKFLOW_EXECUTION_FAILED':
    case 'WORKFLOW_EXECUTION_TIMED_OUT':
    case 'WORKFLOW_EXECUTION_CANCELED':
    case 'WORKFLOW_EXECUTION_TERMINATED':
      return { what: 'ended', how: 'stopped' };
    default:
      return { what: 'other', by: said.workflowTaskCompletedEventId === undefined ? null : by };
  }
}

function attemptEnd(failure: Json | undefined): AttemptEnd | null {
  const fields = fieldsOf(failure);
  if (Object.keys(fields).length === 0) return null;
  if (fields.timeoutFailureInfo !== undefined) return 'timed_out';
  return fields.canceledFailureInfo === undefined ? 'failed' : 'cancelled';
}

/** The state of a chain in a result, by the fields that may be told. */
function standingIn(state: Fields): ChainStanding | null {
  if (typeof state.chainId !== 'string' || state.next === undefined) return null;
  return standingOf(state);
}

/** Takes of a chain's state what may be told of it. Words that the product does not know are left out. */
export function standingOf(state: object): ChainStanding {
  const fields = state as Fields;
  const open = fieldsOf(fields.openVersion);
  const approved = fieldsOf(fields.approvedVersion);
  const status = VERSION_STATUSES.find((one) => one === open.status);
  return {
    open: status === undefined ? null : { number: numberOf(open.number), status },
    approved: approved.number === undefined ? null : numberOf(approved.number),
    waitingOn: textOrNull(fields.waitingOn),
    closed: fields.closed === true,
  };
}

/** The first payload of some, where it is plain JSON; null of every other. */
function payloadOf(payloads: Json | undefined): Json {
  const list = fieldsOf(payloads).payloads;
  const first = fieldsOf(Array.isArray(list) ? list[0] : undefined);
  if (decoded(textOf(fieldsOf(first.metadata).encoding)) !== 'json/plain') return null;
  try {
    return JSON.parse(decoded(textOf(first.data))) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Text that stands in base64; empty where it is none. */
function decoded(base64: string): string {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64) || base64.length % 4 !== 0) return '';
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
}

function fieldsOf(value: Json | undefined): Fields {
  return isFields(value) ? value : {};
}

function isFields(value: Json | undefined): value is Exclude<Json, string | number | boolean | null | readonly Json[]> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function textOrNull(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** Temporal writes whole numbers as text. */
function numberOf(value: Json | undefined): number {
  const number = Number(value ?? 0);
  return Number.isSafeInteger(number) ? number : 0;
}

/** An instant with nanoseconds as ISO text with milliseconds. */
function instantOf(text: string): string {
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? text : new Date(instant).toISOString();
}

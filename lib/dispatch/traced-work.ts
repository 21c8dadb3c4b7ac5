import { addIds, type Ids, idsHere, underIds } from './ids';
import { tracing } from './tracing';

/** Does a piece of work whose lines carry these ids, and which begins a trace where the process traces. */
export function beginTrace<T>(name: string, ids: Ids, work: () => Promise<T>): Promise<T> {
  return underIds(ids, () => tracing().begin(name, ids, work));
}

/** Says of which things the work is that is under way: for the lines that it still writes, and for its span. */
export function noteIds(ids: Ids): void {
  addIds(ids);
  tracing().note(ids);
}

/** What every line of a log carries beside its own: the ids of the work that writes it, and the trace that it belongs to, in the name that OpenTelemetry gives it. */
export function idsOfLine(): Readonly<Record<string, string>> {
  const trace = tracing().traceId();
  return { ...idsHere(), ...(trace === null ? {} : { trace_id: trace }) };
}

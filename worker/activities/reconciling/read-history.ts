import { type Client, defaultPayloadConverter } from '@temporalio/client';
import type { Mark } from '#data/tracking/reconcile-scope.transitions';
import { eventsFromEnd } from '../archiving/events-from-end';

/** What a run's history tells of commands since it was last read. */
export interface HistoryRead {
  /** Those that somebody rang for. */
  rung: readonly { commandId: string; signal: string }[];
  /** Those that the run carried out. */
  carriedOut: readonly string[];
  /** The last event. */
  eventId: number;
}

type Payloads = { payloads?: Parameters<typeof defaultPayloadConverter.fromPayload>[0][] | null } | null | undefined;

/** Reads a run's history from its end back to where it was read before; what it holds is looked at, never acted on. */
export async function readHistory(
  temporal: Client,
  run: { workflowId: string; runId: string },
  mark: Mark | null,
  beat: () => void,
): Promise<HistoryRead> {
  const from = mark?.runId === run.runId ? mark.eventId : 0;
  const rung: { commandId: string; signal: string }[] = [];
  const carriedOut: string[] = [];
  let last = from;
  for await (const event of eventsFromEnd(temporal, run)) {
    beat();
    const eventId = Number(event.eventId);
    if (eventId <= from) break;
    last = Math.max(last, eventId);
    const signal = event.workflowExecutionSignaledEventAttributes;
    const commandId = textIn(signal?.input, 'commandId');
    if (signal && commandId !== null) rung.push({ commandId, signal: signal.signalName ?? '' });
    const processed = textIn(event.activityTaskCompletedEventAttributes?.result, 'processed');
    if (processed !== null) carriedOut.push(processed);
  }
  return { rung, carriedOut, eventId: last };
}

/** A text in the first of some payloads; null where there is none, or what is there cannot be read: it was not written by us. */
function textIn(payloads: Payloads, field: string): string | null {
  const [first] = payloads?.payloads ?? [];
  if (!first) return null;
  try {
    const value = defaultPayloadConverter.fromPayload<Record<string, unknown> | null>(first)?.[field];
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

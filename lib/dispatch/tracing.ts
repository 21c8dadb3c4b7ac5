import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { Ids } from './ids';

/** What is told of work to whoever traces it. It carries ids alone: no name, no content, and of errors only what kind they are. */
export interface Tracing {
  /** Does a piece of work as the beginning of a trace of its own. */
  begin<T>(name: string, ids: Ids, work: () => Promise<T>): Promise<T>;
  /** Says of which things the work is that is under way. */
  note(ids: Ids): void;
  /** The trace of the work that is under way, as 32 hex digits; null where there is none. */
  traceId(): string | null;
  /** They hand the trace on with what is asked of Temporal. */
  readonly clientInterceptors: readonly WorkflowClientInterceptor[];
}

const UNTRACED: Tracing = {
  begin: (_name, _ids, work) => work(),
  note: () => undefined,
  traceId: () => null,
  clientInterceptors: [],
};

/** Handlers and what runs at the start of the pages are bundled apart; the process traces for both. */
const kept = globalThis as typeof globalThis & { countersignTracing?: Tracing | undefined };

/** How this process traces; not at all unless it was told to. */
export function tracing(): Tracing {
  return kept.countersignTracing ?? UNTRACED;
}

/** From now on work is traced in this way; null: no more. */
export function traceBy(way: Tracing | null): void {
  kept.countersignTracing = way ?? undefined;
}

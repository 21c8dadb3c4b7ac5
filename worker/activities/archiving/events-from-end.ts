import { type Client, isGrpcServiceError } from '@temporalio/client';
import type { temporal as proto } from '@temporalio/proto';

type HistoryEvent = proto.api.history.v1.IHistoryEvent;

/** More than a command and what follows it leave behind; a run that is read whole takes some pages. */
const EVENTS_AT_ONCE = 200;
/** gRPC's code of what a server does not know. */
const UNIMPLEMENTED = 12;

/**
 * The events of a run from the last one back, page by page, so that whoever knows the beginning reads the end alone. A server that cannot
 * (Temporal's time-skipping test server) is asked for all of them at once.
 */
export async function* eventsFromEnd(temporal: Client, run: { workflowId: string; runId: string }): AsyncGenerator<HistoryEvent> {
  let nextPageToken: Uint8Array | null = null;
  do {
    const page = await pageBefore(temporal, run, nextPageToken);
    if (page === 'unimplemented') {
      const { events } = await temporal.workflow.getHandle(run.workflowId, run.runId).fetchHistory();
      yield* [...(events ?? [])].reverse();
      return;
    }
    yield* page.history?.events ?? [];
    nextPageToken = page.nextPageToken && page.nextPageToken.length > 0 ? page.nextPageToken : null;
  } while (nextPageToken !== null);
}

async function pageBefore(
  temporal: Client,
  execution: { workflowId: string; runId: string },
  nextPageToken: Uint8Array | null,
): Promise<proto.api.workflowservice.v1.IGetWorkflowExecutionHistoryReverseResponse | 'unimplemented'> {
  try {
    return await temporal.workflowService.getWorkflowExecutionHistoryReverse({
      ...{ namespace: temporal.options.namespace, execution, maximumPageSize: EVENTS_AT_ONCE },
      ...(nextPageToken === null ? {} : { nextPageToken }),
    });
  } catch (error) {
    if (isGrpcServiceError(error) && (error.code as number) === UNIMPLEMENTED) return 'unimplemented';
    throw error;
  }
}

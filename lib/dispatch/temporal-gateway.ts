import { Client, Connection, isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { CycleReportInput } from '#contract/cycle-report';
import type { Inquiry, InquiryResult } from '#contract/inquiries';
import {
  cycleReportWorkflowId,
  INQUIRY_TYPE,
  inquiryWorkflowId,
  PACKAGE_TYPE,
  packageWorkflowId,
  SEARCH_ATTRIBUTES,
  WORKFLOW_QUEUE,
} from '#contract/names';
import type { Result } from '#domain/refusals';
import { tracing } from './tracing';

/** How long a person's request waits for Temporal; what was accepted is carried on by the relay. */
const RING_WITHIN_MS = 2_000;
const START_WITHIN_MS = 5_000;
const ANSWER_WITHIN_MS = 90_000;
const END_WITHIN_MS = 20_000;
const GRPC_INVALID_ARGUMENT = 3;

/** What web, command line and relay ask of Temporal. Each method throws where the service cannot be reached. */
export interface TemporalGateway {
  readonly client: Client;
  /** Rings a doorbell by workflow id alone; `not_running` where the run is closed or gone. */
  ring(workflowId: string, signal: string, ring?: { commandId: string; versionId?: string }): Promise<'rung' | 'not_running'>;
  /** Starts a report's workflow, or rings the one that runs already. */
  startReport(workflowType: string, input: CycleReportInput): Promise<'started' | 'search_attribute_missing'>;
  /** Terminates what runs of a report, and waits until Temporal lists none of it. */
  endReport(cycleReportId: string, reason: string): Promise<void>;
  ask(inquiryId: string, inquiry: Inquiry): Promise<Result<InquiryResult>>;
  /** Starts the workflow that makes a package; one that runs already goes on. */
  startPackage(packageId: string): Promise<void>;
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Connects lazily, by the standard Temporal client settings (TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, profiles, TLS, …). A process that traces has begun to
 * before it connects.
 */
export function openTemporal(env: Readonly<Record<string, string | undefined>> = process.env): TemporalGateway {
  const given = Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: given });
  const connection = Connection.lazy(connectionOptions);
  const interceptors = { workflow: [...tracing().clientInterceptors] };
  const client = new Client({ connection, interceptors, ...(namespace === undefined ? {} : { namespace }) });
  return temporalGateway(client, () => connection.close());
}

/** The gateway over an existing client. */
export function temporalGateway(client: Client, close: () => Promise<void> = async () => undefined): TemporalGateway {
  const within = <T>(ms: number, work: () => Promise<T>): Promise<T> => client.withDeadline(Date.now() + ms, work);
  return {
    client,
    close,
    ring: (workflowId, signal, ring) =>
      within(RING_WITHIN_MS, async () => {
        try {
          await client.workflow.getHandle(workflowId).signal(signal, ...(ring ? [ring] : []));
          return 'rung';
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return 'not_running';
          throw error;
        }
      }),
    startReport: (workflowType, input) =>
      within(START_WITHIN_MS, async () => {
        try {
          // One request that starts or rings: the phaseChanged doorbell carries nothing and only wakes the loop.
          await client.workflow.signalWithStart(workflowType, {
            workflowId: cycleReportWorkflowId(input.cycleReportId),
            taskQueue: WORKFLOW_QUEUE,
            args: [input],
            signal: 'phaseChanged',
            signalArgs: [],
            workflowIdConflictPolicy: 'USE_EXISTING',
            staticSummary: input.title,
            typedSearchAttributes: input.searchAttributes === 'on' ? openingAttributes(input) : [],
          });
          return 'started';
        } catch (error) {
          if (isMissingSearchAttribute(error)) return 'search_attribute_missing';
          throw error;
        }
      }),
    endReport: (cycleReportId, reason) => within(END_WITHIN_MS, () => endReport(client, cycleReportId, reason)),
    ask: (inquiryId, inquiry) =>
      within(ANSWER_WITHIN_MS, () =>
        client.workflow.execute<(question: Inquiry) => Promise<Result<InquiryResult>>>(INQUIRY_TYPE, {
          workflowId: inquiryWorkflowId(inquiryId),
          taskQueue: WORKFLOW_QUEUE,
          args: [inquiry],
          staticSummary: inquiry.kind,
          workflowExecutionTimeout: ANSWER_WITHIN_MS,
        }),
      ),
    startPackage: (packageId) =>
      within(START_WITHIN_MS, async () => {
        await client.workflow.start(PACKAGE_TYPE, {
          workflowId: packageWorkflowId(packageId),
          taskQueue: WORKFLOW_QUEUE,
          args: [{ packageId }],
          workflowIdConflictPolicy: 'USE_EXISTING',
        });
      }),
    isReachable: async () => {
      try {
        await within(RING_WITHIN_MS, () => client.workflowService.getSystemInfo({}));
        return true;
      } catch (error) {
        if (isGrpcServiceError(error)) return false;
        throw error;
      }
    },
  };
}

/**
 * The report's own run first, so that it starts nothing more; then what Temporal lists of it, again and again while it lists any: its list lags.
 */
async function endReport(client: Client, cycleReportId: string, reason: string): Promise<void> {
  const own = cycleReportWorkflowId(cycleReportId);
  await terminate(client, own, reason);
  const query = `WorkflowId STARTS_WITH "${own}" AND ExecutionStatus = "Running"`;
  for (;;) {
    const listed: string[] = [];
    for await (const { workflowId } of client.workflow.list({ query })) listed.push(workflowId);
    const ended = await Promise.all(listed.map((workflowId) => terminate(client, workflowId, reason)));
    if (!ended.includes('ended')) return;
  }
}

async function terminate(client: Client, workflowId: string, reason: string): Promise<'ended' | 'not_running'> {
  try {
    await client.workflow.getHandle(workflowId).terminate(reason);
    return 'ended';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'not_running';
    throw error;
  }
}

/** All four are given at the start, so that a namespace lacking one refuses the start instead of blocking the run later. */
function openingAttributes(input: CycleReportInput) {
  const value: Record<keyof typeof SEARCH_ATTRIBUTES, string> = {
    report: input.title,
    phase: 'opening',
    waitingOn: 'nobody',
    version: 'none',
  };
  return (Object.keys(SEARCH_ATTRIBUTES) as (keyof typeof SEARCH_ATTRIBUTES)[]).map((name) => ({
    key: defineSearchAttributeKey(SEARCH_ATTRIBUTES[name], 'KEYWORD'),
    value: value[name],
  }));
}

function isMissingSearchAttribute(error: unknown): boolean {
  const cause = error instanceof Error && isGrpcServiceError(error.cause) ? error.cause : error;
  return isGrpcServiceError(cause) && Number(cause.code) === GRPC_INVALID_ARGUMENT && /search attribute/i.test(cause.details);
}

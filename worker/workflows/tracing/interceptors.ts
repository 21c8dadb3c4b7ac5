import { type Context, context } from '@opentelemetry/api';
import { extractContextFromHeaders } from '@temporalio/interceptors-opentelemetry/lib/instrumentation';
import {
  OpenTelemetryInboundInterceptor,
  OpenTelemetryInternalsInterceptor,
  OpenTelemetryOutboundInterceptor,
} from '@temporalio/interceptors-opentelemetry/lib/workflow';
import type { WorkflowInboundCallsInterceptor, WorkflowInterceptors, WorkflowOutboundCallsInterceptor } from '@temporalio/workflow';

/**
 * Interceptors of workflows that are traced. A run of ours lives for months and does whatever it does because somebody rang: what it asks for belongs to the
 * trace of the last ring, not to that of its start, and a run has no span of its own, which would end with it. They ask for nothing of Temporal, so that a
 * run goes on alike with and without them.
 */
export function interceptors(): WorkflowInterceptors {
  const library = { inbound: new OpenTelemetryInboundInterceptor(), outbound: new OpenTelemetryOutboundInterceptor() };
  /** Who made the workflow do what it does now; nobody where a clock did. */
  let cause: Context | undefined;
  const becauseOfThat = <T>(work: () => T): T => context.with(cause ?? context.active(), work);

  const signals: WorkflowInboundCallsInterceptor = { handleSignal: (input, next) => library.inbound.handleSignal(input, next) };
  const causes: WorkflowInboundCallsInterceptor = {
    execute: (input, next) => {
      cause ??= extractContextFromHeaders(input.headers);
      return next(input);
    },
    handleSignal: (input, next) => {
      cause = context.active();
      return next(input);
    },
  };
  const follow: WorkflowOutboundCallsInterceptor = {
    scheduleActivity: (input, next) => becauseOfThat(() => next(input)),
    startChildWorkflowExecution: (input, next) => becauseOfThat(() => next(input)),
    signalWorkflow: (input, next) => becauseOfThat(() => next(input)),
    continueAsNew: (input, next) => becauseOfThat(() => next(input)),
  };
  return {
    inbound: [signals, causes],
    outbound: [follow, library.outbound],
    internals: [
      {
        activate: (input, next) => {
          if (input.activation.jobs?.some(({ fireTimer }) => fireTimer)) cause = undefined;
          next(input);
        },
      },
      new OpenTelemetryInternalsInterceptor(),
    ],
  };
}

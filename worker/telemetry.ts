import { fileURLToPath } from 'node:url';
import type { OpenTelemetrySinks } from '@temporalio/interceptors-opentelemetry';
import type { ActivityInterceptorsFactory, InjectedSinks } from '@temporalio/worker';
import type { Logger } from 'pino';
import { startTelemetry } from '#dispatch/telemetry';

/** The program text of workflows that hand traces on, where workflows are compiled from their source. */
const WORKFLOW_MODULE = './workflows/tracing/interceptors.ts';

/** What workers are given so that what they do is traced. */
export interface WorkerTracing {
  activity: ActivityInterceptorsFactory;
  sinks: InjectedSinks<OpenTelemetrySinks>;
  /** Compiled into workflows that are taken from the source; compiled workflows have it already. */
  workflowModules: readonly string[];
}

/** Begins to trace this worker; `stop` sends what waits. */
export async function startWorkerTelemetry(
  collector: string,
  log: Pick<Logger, 'info' | 'warn'>,
): Promise<WorkerTracing & { stop(): Promise<void> }> {
  const [{ tracer, processor, resource, stop }, temporal] = await Promise.all([
    startTelemetry({ collector, service: 'countersign-worker', log }),
    import('@temporalio/interceptors-opentelemetry'),
  ]);
  return {
    stop,
    activity: (context) => ({
      inbound: new temporal.OpenTelemetryActivityInboundInterceptor(context, { tracer }),
      outbound: new temporal.OpenTelemetryActivityOutboundInterceptor(context),
    }),
    sinks: { exporter: temporal.makeWorkflowExporter(processor, resource) },
    workflowModules: [fileURLToPath(new URL(WORKFLOW_MODULE, import.meta.url))],
  };
}

/** Compiled workflows that hand traces on lie beside those that do not. */
export function tracedBundle(workflowBundle: string): string {
  return workflowBundle.replace(/(\.[^./]+)?$/, '-traced$1');
}

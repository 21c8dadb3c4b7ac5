import { setTimeout as sleep } from 'node:timers/promises';
import type * as OpenTelemetry from '@opentelemetry/api';
import type { Span, TextMapPropagator, Tracer } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Logger } from 'pino';
import { Refusal } from '#domain/refusals';
import { ConfidentialExporter } from './confidential-exporter';
import type { Tracing } from './tracing';
import { traceBy } from './tracing';

/** Spans that wait for the collector; what comes on top is dropped. A span is about a kilobyte. */
const LONGEST_QUEUE = 2_048;
const SENT_EVERY_MS = 1_000;
const SENT_WITHIN_MS = 5_000;
/** How long an end of the process waits for the last spans to be taken. */
const FLUSHED_WITHIN_MS = 5_000;

interface TelemetryOptions {
  /** Address of the collector, from OTEL_EXPORTER_OTLP_ENDPOINT. */
  collector: string;
  /** Which process it is. */
  service: 'countersign-web' | 'countersign-worker';
  log: Pick<Logger, 'info' | 'warn'>;
}

/** Tracing that has begun, with what Temporal's interceptors of a worker are made from. */
export interface Telemetry {
  tracer: Tracer;
  resource: Resource;
  /** Takes the spans of workflows, too, which end in a place of their own. */
  processor: SpanProcessor;
  /** Sends what waits; gives up after five seconds. */
  flush(): Promise<void>;
  /** Sends what waits and traces no more; gives up after five seconds. */
  stop(): Promise<void>;
}

/**
 * Begins to trace this process. What traces is loaded here and nowhere else: without a collector it costs nothing. Every span is sent: they are few, and a
 * decision that is missing among them helps nobody. No global provider is registered, by which others, such as Next, would send spans of their own with
 * addresses of pages in them.
 */
export async function startTelemetry({ collector, service, log }: TelemetryOptions): Promise<Telemetry> {
  const [api, sdk, otlp, resources, core, temporal] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/core'),
    import('@temporalio/interceptors-opentelemetry'),
  ]);
  const { host } = new URL(collector);
  const exporter = new ConfidentialExporter(new otlp.OTLPTraceExporter({ url: tracesAddress(collector), timeoutMillis: SENT_WITHIN_MS }), {
    failing: (reason) =>
      log.warn({ collector: host, reason }, 'traces do not arrive at their collector; they are dropped, and nothing waits for it'),
    recovered: () => log.info({ collector: host }, 'traces arrive at their collector again'),
  });
  const processor = new sdk.BatchSpanProcessor(exporter, {
    maxQueueSize: LONGEST_QUEUE,
    scheduledDelayMillis: SENT_EVERY_MS,
    exportTimeoutMillis: SENT_WITHIN_MS,
  });
  const resource = new resources.Resource({ 'service.name': service });
  const provider = new sdk.NodeTracerProvider({ resource, sampler: new sdk.AlwaysOnSampler(), spanProcessors: [processor] });
  provider.register({ propagator: betweenOurselves(new core.W3CTraceContextPropagator(), api.defaultTextMapGetter) });
  api.trace.disable();
  const tracer = provider.getTracer('countersign');
  traceBy(tracingWith(api, tracer, startsAndSignals(new temporal.OpenTelemetryWorkflowClientInterceptor({ tracer }))));
  return {
    tracer,
    resource,
    processor,
    flush: () => orGiveUp(provider.forceFlush()),
    stop: async () => {
      traceBy(null);
      await orGiveUp(provider.shutdown());
      api.context.disable();
      api.propagation.disable();
    },
  };
}

/**
 * Takes a trace from the headers of Temporal alone, which are read as the plain map that they are. Next reads those of requests, too, by a way of its own,
 * and whoever sends a request should not choose to which trace it belongs.
 */
function betweenOurselves(propagator: TextMapPropagator, ours: object): TextMapPropagator {
  return {
    inject: (context, carrier, setter) => propagator.inject(context, carrier, setter),
    extract: (context, carrier, getter) => (getter === ours ? propagator.extract(context, carrier, getter) : context),
    fields: () => propagator.fields(),
  };
}

type ClientInterceptor = Tracing['clientInterceptors'][number];

/** Of what is asked of Temporal only what makes a workflow do something: a reconciler describes and queries hundreds of runs. */
function startsAndSignals(
  all: Required<Pick<ClientInterceptor, 'start' | 'startWithDetails' | 'signal' | 'signalWithStart'>>,
): ClientInterceptor {
  return {
    start: (input, next) => all.start(input, next),
    startWithDetails: (input, next) => all.startWithDetails(input, next),
    signal: (input, next) => all.signal(input, next),
    signalWithStart: (input, next) => all.signalWithStart(input, next),
  };
}

function tracingWith(api: typeof OpenTelemetry, tracer: Tracer, interceptor: ClientInterceptor): Tracing {
  const active = (): Span | undefined => api.trace.getSpan(api.context.active());
  return {
    begin: (name, ids, work) =>
      tracer.startActiveSpan(name, { root: true, attributes: { ...ids } }, async (span) => {
        try {
          return await work();
        } catch (error) {
          if (error instanceof Refusal) span.setAttribute('refusal', error.code);
          else span.setStatus({ code: api.SpanStatusCode.ERROR });
          throw error;
        } finally {
          span.end();
        }
      }),
    note: (ids) => void active()?.setAttributes({ ...ids }),
    traceId: () => active()?.spanContext().traceId ?? null,
    clientInterceptors: [interceptor],
  };
}

/** The collector's address for traces, as the specification of OTLP's settings has it. */
function tracesAddress(collector: string): string {
  const address = new URL(collector);
  address.pathname = `${address.pathname.replace(/\/+$/, '')}/v1/traces`;
  return address.href;
}

/** Waits for a collector no longer than a process may take to end. What it did not take by then is lost. */
async function orGiveUp(flushed: Promise<void>): Promise<void> {
  const enough = new AbortController();
  const givenUp = sleep(FLUSHED_WITHIN_MS, undefined, { signal: enough.signal }).catch(() => undefined);
  // That spans were not taken is in the log already.
  await Promise.race([flushed.catch(() => undefined), givenUp]);
  enough.abort();
}

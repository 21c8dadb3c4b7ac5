import 'server-only';
import { environment } from './environment';
import { log } from './log';

/** Begins to trace the pages where a collector is named, before anything connects to Temporal; what waits is sent when the process is told to end. */
export async function traceIfAsked(): Promise<void> {
  const { traceCollector: collector } = environment();
  if (collector === null) return;
  const { startTelemetry } = await import('#dispatch/telemetry');
  const { flush } = await startTelemetry({ collector, service: 'countersign-web', log: log() });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void flush());
}

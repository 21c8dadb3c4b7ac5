import 'server-only';
import { environment } from './environment';
import { log } from './log';

/**
 * Begins to trace the pages where a collector is named, before anything connects to Temporal. What waits when the process is told to end is sent as far as
 * there is time: Next ends it once the last request is answered, and waits for nobody.
 */
export async function traceIfAsked(): Promise<void> {
  const { traceCollector: collector } = environment();
  if (collector === null) return;
  const { startTelemetry } = await import('#dispatch/telemetry');
  const { flush } = await startTelemetry({ collector, service: 'countersign-web', log: log() });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void flush());
}

import { context, defaultTextMapGetter, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { expect, it } from 'vitest';
import { Refusal } from '#domain/refusals';
import { type OtlpReceiver, startOtlpReceiver } from '../../test/support/otlp-receiver';
import { startTelemetry, type Telemetry } from './telemetry';
import { beginTrace, idsOfLine } from './traced-work';

const HEADERS = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-00` };

async function whileTraced(path: string, story: (receiver: OtlpReceiver, telemetry: Telemetry) => Promise<void>): Promise<void> {
  const receiver = await startOtlpReceiver();
  const said: string[] = [];
  const log = { info: (words: unknown) => void said.push(String(words)), warn: (words: unknown) => void said.push(String(words)) };
  const telemetry = await startTelemetry({ collector: `${receiver.address}${path}`, service: 'countersign-web', log });
  try {
    await story(receiver, telemetry);
    expect(said).toEqual([]);
  } finally {
    await telemetry.stop();
    await receiver.stop();
  }
}

it.each(['', '/'])(
  'sends work with its ids to the collector below the path "%s", also what was refused, and names its trace in the log',
  (path) =>
    whileTraced(path, async (receiver, { flush }) => {
      const refused = beginTrace('Command:decide_version', { commandId: 'one' }, async () => {
        expect(idsOfLine()).toEqual({ commandId: 'one', trace_id: expect.stringMatching(/^[0-9a-f]{32}$/) });
        throw new Refusal('not_permitted');
      });
      await expect(refused).rejects.toThrow(Refusal);
      await flush();
      expect(receiver.spans()).toMatchObject([
        {
          service: 'countersign-web',
          name: 'Command:decide_version',
          parentSpanId: '',
          attributes: { 'countersign.command_id': 'one', 'countersign.refusal': 'not_permitted' },
        },
      ]);
      expect(idsOfLine()).toEqual({});
    }),
);

it('goes on with a trace from the headers of Temporal, and with none that a request claims to be part of', () =>
  whileTraced('', async () => {
    const asNextReadsIt = { keys: Object.keys, get: (carrier: Record<string, string>, key: string) => carrier[key] };
    expect(trace.getSpanContext(propagation.extract(ROOT_CONTEXT, HEADERS, asNextReadsIt))).toBeUndefined();
    const ours = propagation.extract(ROOT_CONTEXT, HEADERS, defaultTextMapGetter);
    expect(trace.getSpanContext(ours)?.traceId).toBe('a'.repeat(32));
    // A span that is of no trace of ours begins one.
    await context.with(ours, () =>
      beginTrace('Relay:decide_version', {}, async () => expect(idsOfLine().trace_id).not.toBe('a'.repeat(32))),
    );
  }));

it('leaves no provider that others would send spans by', () =>
  whileTraced('', async (receiver, { flush }) => {
    trace.getTracer('next.js').startSpan('GET /reports?search=Doe').end();
    await flush();
    expect(receiver.text()).toBe('');
  }));

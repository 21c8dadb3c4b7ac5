import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import { BasicTracerProvider, InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { expect, it } from 'vitest';
import { ConfidentialExporter, withoutContent } from './confidential-exporter';

/** A span as Temporal's interceptors make it of a failed activity of a report. */
function telling(): ReadableSpan {
  const ended = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(ended)] });
  const span = provider.getTracer('test').startSpan('RunActivity:runWork', { kind: SpanKind.INTERNAL });
  span.setAttributes({
    temporalWorkflowId: 'cycle-report/0f/test-execution/Home%20Lending',
    run_id: '1a',
    searchAttributes: 'HMDA LAR',
    commandId: '2b',
    refusal: 'not_found',
  });
  span.recordException(Object.assign(new Error('income of 120,000 of borrower Doe'), { name: 'ApplicationFailure' }));
  span.setStatus({ code: SpanStatusCode.ERROR, message: 'income of 120,000' });
  span.end();
  const [made] = ended.getFinishedSpans();
  if (!made) throw new Error('no span ended');
  return made;
}

it('keeps ids, refusals and kinds of errors, and neither texts, nor lines of business, nor what it does not know', () => {
  const span = withoutContent(telling());
  expect(span.attributes).toEqual({
    'countersign.workflow_id': 'cycle-report/0f/test-execution',
    'countersign.run_id': '1a',
    'countersign.command_id': '2b',
    'countersign.refusal': 'not_found',
  });
  expect(span.status).toEqual({ code: SpanStatusCode.ERROR });
  expect(span.events.map(({ attributes }) => attributes)).toEqual([{ 'exception.type': 'ApplicationFailure' }]);
  expect(span.spanContext().traceId).toMatch(/^[0-9a-f]{32}$/);
});

it('tells once that spans do not arrive, and once that they do again', () => {
  const outcomes = ['refused', 'refused', '', '', 'refused'];
  const news: string[] = [];
  const inner = new InMemorySpanExporter();
  inner.export = (_spans, done) => {
    const fault = outcomes.shift() ?? '';
    done(fault === '' ? { code: ExportResultCode.SUCCESS } : { code: ExportResultCode.FAILED, error: new Error(fault) });
  };
  const exporter = new ConfidentialExporter(inner, { failing: (reason) => news.push(reason), recovered: () => news.push('recovered') });
  for (const _ of [...outcomes]) exporter.export([], () => undefined);
  expect(news).toEqual(['refused', 'recovered', 'refused']);
});

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LOOPBACK } from '../../cli/machine/ports';

/** A span as it came over the wire. */
export interface ReceivedSpan {
  /** Of which process. */
  service: string;
  traceId: string;
  spanId: string;
  /** '' of a span that begins its trace. */
  parentSpanId: string;
  name: string;
  attributes: Readonly<Record<string, string>>;
}

interface Attribute {
  key: string;
  value: { stringValue?: string };
}

/** A request for the export of spans in the JSON of OTLP, as far as it is looked at. Source: opentelemetry-proto, "collector/trace/v1". */
interface ExportRequest {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: {
      spans: (Omit<ReceivedSpan, 'service' | 'attributes' | 'parentSpanId'> & { parentSpanId?: string; attributes: Attribute[] })[];
    }[];
  }[];
}

/** A collector of traces that keeps what it is sent. */
export interface OtlpReceiver {
  /** What OTEL_EXPORTER_OTLP_ENDPOINT names. */
  address: string;
  spans(): ReceivedSpan[];
  /** All that came, as it came. */
  text(): string;
  stop(): Promise<void>;
}

/** Starts a collector on a free port of this machine. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const isExport = request.method === 'POST' && request.url === '/v1/traces';
      if (isExport) bodies.push(body);
      response.writeHead(isExport ? 200 : 404, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  return {
    address: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    spans: () => bodies.flatMap((body) => spansOf(JSON.parse(body) as ExportRequest)),
    text: () => bodies.join('\n'),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function spansOf({ resourceSpans }: ExportRequest): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ traceId, spanId, parentSpanId = '', name, attributes }) => ({
        service: recordOf(resource.attributes)['service.name'] ?? '',
        ...{ traceId, spanId, parentSpanId, name },
        attributes: recordOf(attributes),
      })),
    ),
  );
}

function recordOf(attributes: readonly Attribute[]): Record<string, string> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? JSON.stringify(value)]));
}

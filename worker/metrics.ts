import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RuntimeOptions } from '@temporalio/worker';
import { carriesToken } from '#dispatch/bearer-token';
import type { MetricsEnvironment } from './environment';

const LOOPBACK = '127.0.0.1';
const PATH = '/metrics';
const ANSWERED_WITHIN_MS = 5_000;

/** What a worker tells of itself. */
export interface WorkerMetrics {
  /** Makes Temporal's runtime count, and tell it to this process: its own place has no guard, and so is of this machine alone. */
  runtime: NonNullable<NonNullable<RuntimeOptions['telemetryOptions']>['metrics']>;
  /** The port that it is asked at. */
  port: number;
  close(): Promise<void>;
}

/**
 * Tells whoever carries the token how this worker is: its process, and what Temporal's SDK counts of tasks, polls and requests. What of the installation is
 * counted from tables is told by the pages, once for all workers.
 * @throws Error saying which place cannot be taken
 */
export async function serveMetrics({ host, port, token }: MetricsEnvironment): Promise<WorkerMetrics> {
  const { collectDefaultMetrics, Registry } = await import('prom-client');
  const process = new Registry();
  collectDefaultMetrics({ register: process, prefix: 'countersign_worker_' });
  const sdk = `${LOOPBACK}:${await freePort()}`;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const isAsked = request.method === 'GET' && request.url === PATH;
    if (!isAsked || !carriesToken(request.headers.authorization, token)) {
      response.writeHead(404).end();
      return;
    }
    const counted = await fetch(`http://${sdk}${PATH}`, { signal: AbortSignal.timeout(ANSWERED_WITHIN_MS) });
    response.writeHead(200, { 'content-type': process.contentType, 'cache-control': 'no-store' });
    response.end(`${await process.metrics()}\n${await counted.text()}`);
  };
  const server = createServer((request, response) => {
    // What cannot be told now is asked for again within the minute.
    answer(request, response).catch(() => response.writeHead(503).end());
  });
  await listening(server, host, port);
  return {
    runtime: { prometheus: { bindAddress: sdk, countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true } },
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @throws Error saying which place cannot be taken */
async function listening(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new Error(`COUNTERSIGN_WORKER_METRICS names ${host}:${port}, where nothing can be served: ${cause.message}.`, { cause })),
    );
    server.listen(port, host, () => resolve());
  });
}

/** A port of this machine that was free a moment ago: the runtime does not tell which one it took. */
async function freePort(): Promise<number> {
  const server = createServer();
  await listening(server, LOOPBACK, 0);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

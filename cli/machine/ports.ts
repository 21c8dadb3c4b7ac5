import { createServer } from 'node:net';

export const LOOPBACK = '127.0.0.1';

/** True when nothing listens on this port. Without a host, all addresses are tried, as the web pages listen on all. */
export function isPortFree(port: number, host?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first free port from `preferred` on that is not among `taken`; undefined when the next hundred are all in use. */
export async function nextFreePort(
  preferred: number,
  taken: readonly number[] = [],
  isFree: (port: number) => Promise<boolean> = (port) => isPortFree(port, LOOPBACK),
): Promise<number | undefined> {
  for (let port = preferred; port < preferred + 100 && port <= 65_535; port += 1) {
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
  return undefined;
}

/** A port number as typed; undefined for anything that is not one. */
export function parsePort(text: string): number | undefined {
  const port = Number(text);
  return /^\d+$/.test(text) && port >= 1 && port <= 65_535 ? port : undefined;
}

import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { isPortFree, nextFreePort, parsePort } from './ports';

describe('ports', () => {
  it('takes the first free one that nobody else of this start has', async () => {
    const isFree = (port: number) => Promise.resolve(port !== 3000 && port !== 3002);
    expect(await nextFreePort(3000, [3001], isFree)).toBe(3003);
  });

  it('gives up after a hundred', async () => {
    expect(await nextFreePort(3000, [], () => Promise.resolve(false))).toBeUndefined();
  });

  it('sees that a port is in use', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
    );
    expect(await isPortFree(port, '127.0.0.1')).toBe(false);
    await new Promise((resolve) => server.close(resolve));
    expect(await isPortFree(port, '127.0.0.1')).toBe(true);
  });

  it('reads only port numbers', () => {
    expect(parsePort('8080')).toBe(8080);
    for (const text of ['0', '65536', '-1', '80a', '', '8e3']) expect(parsePort(text)).toBeUndefined();
  });
});

import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { believeProxies, clientAddress, readProxies } from './client-address';

vi.mock('server-only', () => ({}));

const PROXIES = readProxies('10.0.0.5 10.1.0.0/16 fd00::/8');

describe('the address that a request came from', () => {
  it.each([
    ['the peer itself, whatever it claims', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['the peer itself, without a header', '203.0.113.7', undefined, '203.0.113.7'],
    ['what a proxy forwards for', '10.0.0.5', '198.51.100.1', '198.51.100.1'],
    [
      'the last that is no proxy: what stands before it was written by the client',
      '10.0.0.5',
      '1.2.3.4, 198.51.100.1, 10.1.2.3',
      '198.51.100.1',
    ],
    ['a proxy in its IPv6 form', '::ffff:10.0.0.5', '::ffff:198.51.100.1', '198.51.100.1'],
    ['what an IPv6 proxy forwards for', 'fd00::1', '2001:db8::9', '2001:db8::9'],
    ['the proxy, where it forwards for nobody', '10.0.0.5', undefined, '10.0.0.5'],
    ['the proxy, where what it forwards for is no address', '10.0.0.5', 'unknown', '10.0.0.5'],
  ])('is %s', (_what, peer, forwardedFor, from) => {
    expect(clientAddress(peer, forwardedFor, PROXIES)).toBe(from);
  });

  it('needs addresses of proxies that are addresses', () => {
    for (const wrong of ['proxy.bank.example', '10.0.0.0/33', '10.0.0.0/x', '::1/129'])
      expect(() => readProxies(wrong)).toThrow('no address of a proxy');
    expect(clientAddress('10.0.0.5', '1.2.3.4', readProxies(''))).toBe('10.0.0.5');
  });
});

describe('a server of this process', () => {
  // This machine stands for the peer: first for a stranger, then for a configured proxy.
  const server = createServer((request, response) => response.end(JSON.stringify(request.headers)));
  let port: number;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const seen = (headers: Record<string, string>): Promise<Record<string, string>> =>
    new Promise((resolve, reject) => {
      get({ port, host: '127.0.0.1', headers, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve(JSON.parse(text) as Record<string, string>));
      }).on('error', reject);
    });
  const FORWARDED = {
    'x-forwarded-for': '198.51.100.1',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    forwarded: 'for=1.2.3.4',
  };

  it('takes forwarding headers of a configured proxy alone', async () => {
    believeProxies(readProxies(''));
    const stranger = await seen(FORWARDED);
    expect(stranger).toMatchObject({ 'x-forwarded-for': '127.0.0.1' });
    for (const header of ['x-forwarded-host', 'x-forwarded-proto', 'forwarded']) expect(stranger[header]).toBeUndefined();
  });
});

import 'server-only';
import { IncomingMessage, Server } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Headers by which a proxy says for whom, to which host and by which protocol it asks. */
const FORWARDED = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded'] as const;

/** Reads addresses and networks of proxies, separated by spaces: "10.0.0.5 10.1.0.0/16 ::1". @throws Error naming what is none */
export function readProxies(text: string): BlockList {
  const proxies = new BlockList();
  for (const entry of text.split(/\s+/).filter((one) => one !== '')) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const length = bits === undefined ? most : Number(bits);
    if (family === 0 || !Number.isInteger(length) || length < 0 || length > most)
      throw new Error(`COUNTERSIGN_PROXIES names "${entry}", which is no address of a proxy.`);
    proxies.addSubnet(address, length, family === 4 ? 'ipv4' : 'ipv6');
  }
  return proxies;
}

function isProxy(proxies: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && proxies.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** An IPv4 address that a socket of both families shows as an IPv6 one, as itself. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}

/**
 * The address that a request came from: the peer's own, unless it is a configured proxy; then the last of those it forwards for that is
 * no proxy itself. What anybody else writes into the header is theirs and not believed.
 * @param forwardedFor the header `X-Forwarded-For`, nearest last
 */
export function clientAddress(peer: string, forwardedFor: string | undefined, proxies: BlockList): string {
  const chain = [...(forwardedFor ?? '').split(',').map((one) => plain(one.trim())), plain(peer)];
  for (const address of chain.reverse())
    if (isIP(address) === 0 || !isProxy(proxies, address)) return isIP(address) === 0 ? plain(peer) : address;
  return plain(peer);
}

/**
 * Has every server of this process believe the forwarding headers of configured proxies alone: `X-Forwarded-For` holds the one address
 * that a request came from, and of anybody else the others are taken away. Next shows a handler no socket, and believes any header.
 */
export function believeProxies(proxies: BlockList): void {
  const { emit } = Server.prototype;
  Server.prototype.emit = function (this: Server, event: string, ...args: unknown[]): boolean {
    const [request] = args;
    if ((event === 'request' || event === 'upgrade') && request instanceof IncomingMessage) restate(request, proxies);
    return Reflect.apply(emit, this, [event, ...args]) as boolean;
  };
}

function restate({ headers, socket }: IncomingMessage, proxies: BlockList): void {
  const peer = socket.remoteAddress ?? '';
  const forwardedFor = headers['x-forwarded-for'];
  const from = clientAddress(peer, Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor, proxies);
  if (!isProxy(proxies, plain(peer))) for (const name of FORWARDED) delete headers[name];
  headers['x-forwarded-for'] = from;
}

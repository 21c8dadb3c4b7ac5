import { isIP } from 'node:net';

const PORTS = { 'smtp:': 587, 'smtps:': 465 } as const;

/** The server that messages are handed to. */
export interface SmtpServer {
  host: string;
  port: number;
  /** `implicit`: from the first byte; `required`: by STARTTLS, and nothing is said without it; `off`: in the clear. */
  tls: 'implicit' | 'required' | 'off';
  login: { user: string; password: string } | null;
}

/**
 * Reads smtp://user:password@host:port or smtps://…. Without TLS only to this machine, or where `?tls=off` says so.
 * @throws Error as a sentence about the address, without what it holds
 */
export function smtpServerOf(address: string): SmtpServer {
  const url = new URL(URL.canParse(address) ? address : 'none:');
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') throw new Error('is not an smtp:// or smtps:// address');
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  if (host === '') throw new Error('names no server');
  if (url.username === '' ? url.password !== '' : url.password === '') throw new Error('needs both a user and a password, or neither');
  const off = url.searchParams.get('tls') === 'off' || isThisMachine(host);
  return {
    host,
    port: url.port === '' ? PORTS[url.protocol] : Number(url.port),
    tls: url.protocol === 'smtps:' ? 'implicit' : off ? 'off' : 'required',
    login: url.username === '' ? null : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
  };
}

/** Host and port, for people; nothing that opens anything. */
export function serverInWords({ host, port }: SmtpServer): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

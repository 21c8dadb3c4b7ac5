import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SendOutcome } from '#data/mail/send-mail.commands';
import type { SmtpServer } from './smtp-server';

const CONNECT_MS = 20_000;
const SILENT_MS = 60_000;
/** What a server answers to these concerns this message; before them it speaks of itself, of us, or of the sender. */
const OF_THE_MESSAGE = ['RCPT TO', 'DATA'];
/** The server closes, for everybody, at whatever command. Source: RFC 5321, 3.8. */
const CLOSING = 421;

/** A message as it goes over the wire. */
export interface WireMessage {
  from: string;
  to: string;
  /** RFC 5322 source. */
  source: Buffer;
}

/**
 * Hands one message to the server and says what came of it; never throws for what server or network do. Once the first byte of the message
 * has gone over, a lost connection leaves open whether the server took it.
 */
export async function handOver(server: SmtpServer, message: WireMessage): Promise<SendOutcome> {
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.tls === 'implicit',
    requireTLS: server.tls === 'required',
    ignoreTLS: server.tls === 'off',
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENT_MS,
  });
  const begun = { has: false };
  try {
    const said = await within(connection, async () => {
      await step((done) => connection.connect(done));
      const { login } = server;
      if (login !== null) await step((done) => connection.login({ user: login.user, pass: login.password }, done));
      const info = await step<{ response?: string | undefined }>((done) =>
        connection.send({ from: message.from, to: [message.to], size: message.source.length }, sourceOf(message, begun), done),
      );
      return info?.response ?? '';
    });
    connection.quit();
    return { kind: 'sent', said: words(said, message) };
  } catch (error) {
    connection.close();
    return outcomeOf(error, begun.has, message);
  }
}

/** The source as a stream that notes when it is read first: that is after the server has asked for it. */
function sourceOf({ source }: WireMessage, begun: { has: boolean }): Readable {
  return new Readable({
    read() {
      begun.has = true;
      this.push(source);
      this.push(null);
    },
  });
}

/** Does some work on a connection; an error of the connection itself ends it, whoever waits for an answer. */
async function within<T>(connection: SMTPConnection, work: () => Promise<T>): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    connection.on('error', reject);
    connection.once('end', () => reject(new Error('The server closed the connection.')));
    work().then(resolve, reject);
  });
}

function step<T = unknown>(call: (done: (error?: Error | null, value?: T) => void) => void): Promise<T | undefined> {
  return new Promise((resolve, reject) => call((error, value) => (error ? reject(error) : resolve(value))));
}

function outcomeOf(error: unknown, begun: boolean, message: WireMessage): SendOutcome {
  const {
    code,
    responseCode,
    response,
    command = '',
  } = error as { code?: string; responseCode?: number; response?: string; command?: string };
  const said = words(response ?? (error instanceof Error ? error.message : String(error)), message);
  if (responseCode !== undefined && responseCode !== CLOSING && OF_THE_MESSAGE.includes(command))
    return { kind: 'refused', lasting: responseCode >= 500, said };
  // The address or the message is none, by the rules of the library: nobody was asked.
  if (command === 'API' && (code === 'EENVELOPE' || code === 'EMESSAGE')) return { kind: 'refused', lasting: true, said };
  // An answer, whatever it says, is that the message was not taken.
  return begun && responseCode === undefined ? { kind: 'unknown', said } : { kind: 'away', said };
}

/** What a server said, in one line, without the address that it concerns. */
function words(said: string, { to }: WireMessage): string {
  return said.replaceAll(to, 'the recipient').replaceAll(/\s+/g, ' ').trim().slice(0, 500);
}

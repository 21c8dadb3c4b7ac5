import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** What the server does with the next messages; each answer is used once, and then everything is taken. */
export type Answer =
  | 'take'
  | { at: 'recipient' | 'message'; code: number }
  /** Keeps the message and breaks the connection before it says so. */
  | 'take and break'
  /** Keeps the message and waits for this before it answers. */
  | { before: () => Promise<void> };

/** A real SMTP server on this machine, whose answers a test chooses. */
export class MailServer {
  readonly received: Email[] = [];
  private readonly answers: Answer[] = [];
  private readonly server: SMTPServer;

  private constructor(private at: number) {
    this.server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo: (_address, _session, done) => {
        const [next] = this.answers;
        if (typeof next === 'object' && 'at' in next && next.at === 'recipient') {
          this.answers.shift();
          return done(refusal(next.code));
        }
        return done();
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          void this.answer(Buffer.concat(chunks), session.id).then(
            () => done(),
            (error: Error) => done(error),
          );
        });
      },
    });
    // Connections are broken on purpose, by the server and by clients that are killed.
    this.server.on('error', () => undefined);
  }

  /** Starts on a port; left out: on a free one. */
  static async start(port = 0): Promise<MailServer> {
    const started = new MailServer(port);
    started.server.listen(port, '127.0.0.1');
    await once(started.server.server, 'listening');
    started.at = (started.server.server.address() as AddressInfo).port;
    return started;
  }

  /** Its port, also once it has stopped. */
  get port(): number {
    return this.at;
  }

  /** What is done with the next messages, in their order. */
  willAnswer(...answers: Answer[]): void {
    this.answers.push(...answers);
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(resolve));
  }

  private async answer(source: Buffer, connectionId: string): Promise<void> {
    const answer = this.answers.shift() ?? 'take';
    if (typeof answer === 'object' && 'at' in answer) throw refusal(answer.code);
    this.received.push(await PostalMime.parse(source));
    if (answer === 'take and break') {
      for (const connection of this.server.connections) if (connection.id === connectionId) connection._socket.destroy();
      return;
    }
    if (typeof answer === 'object') await answer.before();
  }
}

function refusal(code: number): Error {
  return Object.assign(new Error('not taken'), { responseCode: code });
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AnswerOptions, StampAuthority } from './stamp-authority';

/** What the server does with the next requests; each is used once, and then all are answered. */
export type Behaviour = 'busy' | 'break' | 'nonsense' | 'forbidden' | Partial<AnswerOptions>;

/** A time stamp service over HTTP on this machine, whose answers a test chooses. */
export class StampServer {
  /** How many requests came, and with which sign-in each. */
  readonly signIns: (string | undefined)[] = [];
  private readonly next: Behaviour[] = [];
  private readonly server: Server;

  private constructor(
    private readonly authority: StampAuthority,
    private readonly at: Date,
  ) {
    this.server = createServer((request, response) => {
      void this.answer(request, response).catch((error: Error) => response.destroy(error));
    });
  }

  /** Starts on a free port; stamps are of this time unless a test says otherwise. */
  static async start(authority: StampAuthority, at: Date): Promise<StampServer> {
    const started = new StampServer(authority, at);
    started.server.listen(0, '127.0.0.1');
    await once(started.server, 'listening');
    return started;
  }

  get address(): URL {
    return new URL(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}/tsa`);
  }

  /** What is done with the next requests. */
  does(...behaviours: readonly Behaviour[]): void {
    this.next.push(...behaviours);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.signIns.push(request.headers.authorization);
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const behaviour = this.next.shift() ?? {};
    if (behaviour === 'break') response.destroy();
    else if (behaviour === 'busy') response.writeHead(503).end();
    else if (behaviour === 'forbidden') response.writeHead(403).end();
    else {
      const answer =
        behaviour === 'nonsense' ? 'Welcome' : await this.authority.answer(Buffer.concat(parts), { at: this.at, ...behaviour });
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer);
    }
  }
}

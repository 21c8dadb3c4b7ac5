import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { keepCaughtMail } from '#data/mail/caught-mail.commands';
import { openDatabase } from '#data/sql/connection';
import { LOOPBACK } from '../machine/ports';

/** No message of ours comes near it. */
const LARGEST_BYTES = 1024 ** 2;

/** Whom the mail of the demo is from. */
export const CATCHER_SENDER = 'countersign@harbourvale.example';

/** The address of the catcher, as COUNTERSIGN_SMTP names it. */
export function catcherUrl(port: number): string {
  return `smtp://${LOOPBACK}:${port}`;
}

/**
 * Starts the SMTP server of the demo on this machine: it takes every message, keeps it in the database and passes it to nobody, because the
 * people of the demo do not exist. Answers how to stop it.
 */
export async function startMailCatcher({ port, databaseUrl }: { port: number; databaseUrl: string }): Promise<{ stop(): Promise<void> }> {
  const db = openDatabase(databaseUrl, { maxConnections: 2, applicationName: 'countersign mail catcher' });
  const server = new SMTPServer({
    name: 'catcher.harbourvale.example',
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: LARGEST_BYTES,
    onData(stream, session, done) {
      const recipient = session.envelope.rcptTo.map(({ address }) => address).join(', ');
      sourceOf(stream)
        .then(async (raw) => {
          const { subject = '' } = await PostalMime.parse(raw);
          await keepCaughtMail(db, { recipient, subject, raw });
        })
        .then(
          () => done(null, 'Kept by the catcher of the demo'),
          (error: unknown) => done(Object.assign(new Error(`not kept: ${String(error)}`), { responseCode: 451 })),
        );
    },
  });
  // Connections that break are those of a worker that was stopped.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  return {
    stop: async () => {
      await new Promise<void>((resolve) => server.close(resolve));
      await db.close();
    },
  };
}

async function sourceOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  if (stream.sizeExceeded) throw Object.assign(new Error('the message is too large'), { responseCode: 552 });
  return Buffer.concat(chunks);
}

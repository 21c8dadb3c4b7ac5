import { fileURLToPath } from 'node:url';
import { calendarInForce } from '#data/calendars/calendar.queries';
import { gatherMail } from '#data/mail/gather-mail.commands';
import { asOnlyDeliverer, claimNextMail, noteOutcome } from '#data/mail/send-mail.commands';
import { openDatabase } from '#data/sql/connection';
import { smtpMailer } from '#worker/mail/mailer';

/** The file that a process of its own runs. */
export const DELIVERER = fileURLToPath(import.meta.url);

/** Does what a worker does in one pass of the delivery, until it is killed: the database and the port of the mail server are its arguments. */
async function deliver(url: string, port: number): Promise<void> {
  const db = openDatabase(url, { maxConnections: 4 });
  const mailer = smtpMailer(
    { host: '127.0.0.1', port, tls: 'off', login: null },
    { from: { name: 'Countersign', address: 'countersign@bank.example' }, baseUrl: 'http://localhost' },
  );
  await asOnlyDeliverer(db, async () => {
    await gatherMail(db, new Date());
    const { calendar } = await calendarInForce(db.pool);
    for (let mail = await claimNextMail(db, new Date()); mail !== null; mail = await claimNextMail(db, new Date()))
      await noteOutcome(db, mail.id, await mailer.send(mail, calendar));
  });
  await db.close();
}

const [url, port] = process.argv.slice(2);
if (url?.startsWith('postgres') && port) void deliver(url, Number(port));

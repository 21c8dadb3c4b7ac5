import type { OutgoingMail } from '#contract/views/mail-views';
import type { SendOutcome } from '#data/mail/send-mail.commands';
import type { WorkCalendar } from '#domain/time/calendar';
import { handOver } from './hand-over';
import { type MailFrame, mailSource } from './message';
import { type SmtpServer, serverInWords } from './smtp-server';

/** How an installation sends mail. */
export interface Mailer {
  /** Host and port, for people. */
  server: string;
  /** Hands a message over and says what came of it. The calendar is the one in whose hours instants are told. */
  send(mail: OutgoingMail, calendar: WorkCalendar): Promise<SendOutcome>;
}

/** Sends mail by a server. */
export function smtpMailer(server: SmtpServer, frame: Omit<MailFrame, 'calendar'>): Mailer {
  return {
    server: serverInWords(server),
    send: async (mail, calendar) =>
      await handOver(server, { from: frame.from.address, to: mail.to.email, source: await mailSource(mail, { ...frame, calendar }) }),
  };
}

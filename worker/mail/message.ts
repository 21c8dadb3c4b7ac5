import MailComposer from 'nodemailer/lib/mail-composer';
import { destinationHref } from '#contract/addresses';
import { noticeInWords } from '#contract/notice-words';
import type { MailedNotice, OutgoingMail } from '#contract/views/mail-views';
import type { WorkCalendar } from '#domain/time/calendar';
import { instantWords } from '#domain/time/explain-due';

/** What every message of an installation has in common. */
export interface MailFrame {
  /** Whom messages are from. */
  from: { name: string; address: string };
  /** Where the pages are, without a slash at the end. */
  baseUrl: string;
  /** In whose hours instants are told. */
  calendar: WorkCalendar;
}

const KIND_TITLES: Record<MailedNotice['kind'], string> = {
  assigned: 'Assigned to you',
  warning: 'At risk',
  breach: 'Past due',
  used_up: 'Time used up',
  escalation: 'Escalation',
  reminder: 'Reminder',
};

/** A message as people read it. */
export interface MailTexts {
  subject: string;
  text: string;
  html: string;
}

/**
 * Words a message: what happened, where, since when and until when, with a link to each page. It holds no content of any version, and its
 * links do nothing but open pages, to whoever signs in and may see them.
 */
export function mailTexts({ to, kind, notices }: OutgoingMail, frame: MailFrame): MailTexts {
  const parts = notices.map((notice) => partOf(notice, frame));
  const greeting = `Hello ${to.name},`;
  const intro = kind === 'digest' ? 'This came for you:' : null;
  const why = `You get this because it concerns your work. Choose what comes by mail, and when: ${frame.baseUrl}/mail-settings`;
  return {
    subject: subjectOf(notices, kind),
    text: [
      greeting,
      ...(intro === null ? [] : [intro]),
      ...parts.map(({ sentence, facts, href }) =>
        [sentence, ...facts.map(([name, value]) => `  ${name}: ${value}`), `  ${href}`].join('\n'),
      ),
      '--\nCountersign',
      why,
    ].join('\n\n'),
    html: htmlOf(greeting, intro, parts, frame),
  };
}

/** A message as it goes over the wire (RFC 5322 source); names stand in it as names, whatever signs they hold. */
export async function mailSource(mail: OutgoingMail, frame: MailFrame): Promise<Buffer> {
  const { subject, text, html } = mailTexts(mail, frame);
  const domain = frame.from.address.slice(frame.from.address.lastIndexOf('@') + 1);
  const thread = mail.threadId === null ? null : `<chain.${mail.threadId}@${domain}>`;
  const composer = new MailComposer({
    from: frame.from,
    to: { name: mail.to.name, address: mail.to.email },
    subject: oneLine(subject),
    text,
    html,
    messageId: `<${mail.id}@${domain}>`,
    ...(thread === null ? {} : { inReplyTo: thread, references: [thread] }),
    // Whoever is away does not answer a machine (RFC 3834, 5).
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
  return await composer.compile().build();
}

interface Part {
  sentence: string;
  facts: readonly (readonly [name: string, value: string])[];
  href: string;
}

function partOf(notice: MailedNotice, { baseUrl, calendar }: MailFrame): Part {
  const instant = (text: string | null, name: string): [string, string][] =>
    text === null ? [] : [[name, instantWords(new Date(text), calendar)]];
  return {
    sentence: noticeInWords(notice),
    facts: [
      ['Cycle', notice.cycleName],
      ...(notice.kind === 'assigned' ? [] : instant(notice.turnSince, 'Waiting since')),
      ...instant(notice.dueAt, 'Due'),
    ],
    href: `${baseUrl}${destinationHref(notice.opens)}`,
  };
}

function subjectOf(notices: readonly MailedNotice[], kind: OutgoingMail['kind']): string {
  const [first] = notices;
  if (first === undefined || notices.length > 1)
    return `${notices.length} notices${kind === 'digest' ? ' of Countersign' : ': please look'}`;
  const where = first.phase === null ? first.reportName : `${first.phase} of ${first.reportName}`;
  return `${KIND_TITLES[first.kind]}: ${where}`;
}

function htmlOf(greeting: string, intro: string | null, parts: readonly Part[], { baseUrl }: MailFrame): string {
  const paragraph = (text: string): string => `<p>${escaped(text)}</p>`;
  const blocks = parts.map(
    ({ sentence, facts, href }) =>
      `<p><strong>${escaped(sentence)}</strong><br>${facts.map(([name, value]) => `${escaped(name)}: ${escaped(value)}<br>`).join('')}<a href="${escaped(href)}">Open it in Countersign</a></p>`,
  );
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Countersign</title></head>',
    '<body style="font-family: system-ui, sans-serif; line-height: 1.5; max-width: 40em">',
    paragraph(greeting),
    ...(intro === null ? [] : [paragraph(intro)]),
    ...blocks,
    `<hr><p><small>You get this because it concerns your work. <a href="${escaped(baseUrl)}/mail-settings">Choose what comes by mail, and when</a>.</small></p>`,
    '</body></html>',
  ].join('\n');
}

/** Text as HTML shows it. Source: HTML, "Escaping a string". */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\u00a0', '&nbsp;');
}

/** A header holds one line. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ');
}

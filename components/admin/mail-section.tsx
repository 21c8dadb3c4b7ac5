'use client';
import { Mail } from 'lucide-react';
import { Badge } from '#components/ui/badge';
import { RelativeTime } from '#components/ui/relative-time';
import { EmptyState } from '#components/ui/states';
import { mailStateInWords } from '#contract/mail-words';
import type { MailLine, MailState, MailView } from '#contract/views/mail-views';
import { CaughtMail } from './caught-mail';
import { LineList, SectionHead } from './section-head';

const STATES: Record<MailState, { label: string; hue: 'good' | 'warn' | 'bad' | 'idle' }> = {
  queued: { label: 'Waits', hue: 'idle' },
  sending: { label: 'Being sent', hue: 'idle' },
  sent: { label: 'Sent', hue: 'good' },
  failed: { label: 'Not sent', hue: 'bad' },
  uncertain: { label: 'Uncertain', hue: 'warn' },
  void: { label: 'Not needed', hue: 'idle' },
};

/** How mail stands: the server, what waits, and what became of each message; in the demo, what the catcher received. */
export function MailSection({ mail, isDemo }: { mail: MailView; isDemo: boolean }) {
  return (
    <div className="flex flex-col gap-8">
      <Standing mail={mail} />
      {isDemo ? <CaughtMail /> : null}
      <Messages mails={mail.mails} isOn={mail.server !== null} />
    </div>
  );
}

function Standing({ mail: { server, seenAt, failing, waiting } }: { mail: MailView }) {
  return (
    <section>
      <SectionHead
        title={server === null ? 'No mail is sent' : failing ? 'Mail cannot be handed over' : 'Mail is sent'}
        help={
          server === null
            ? 'The setting COUNTERSIGN_SMTP of the workers names no server. Notices stand at the bell alone.'
            : 'Reminders and escalations go at once, all else in a digest, as each person has chosen, and in working hours unless they want otherwise. What is not so any more when it is due is not sent. Message texts are kept nowhere.'
        }
      />
      {server === null ? null : (
        <dl className="grid gap-x-6 gap-y-2 rounded-lg border border-line bg-surface px-4 py-3 text-sm sm:grid-cols-[max-content_1fr]">
          <dt className="text-muted">Server</dt>
          <dd className="font-mono text-xs leading-5 break-all">{server}</dd>
          <dt className="text-muted">Last looked</dt>
          <dd>{seenAt === null ? 'Not yet' : <RelativeTime at={seenAt} />}</dd>
          <dt className="text-muted">Notices that wait for their time</dt>
          <dd className="tabular">{waiting}</dd>
          {failing ? (
            <>
              <dt className="text-muted">Failing</dt>
              <dd role="alert" className="text-bad">
                Since <RelativeTime at={failing.since} />: {failing.error}
                {failing.retryAt ? (
                  <>
                    {' '}
                    Tried again <RelativeTime at={failing.retryAt} />; what waits is kept.
                  </>
                ) : null}
              </dd>
            </>
          ) : null}
        </dl>
      )}
    </section>
  );
}

function Messages({ mails, isOn }: { mails: readonly MailLine[]; isOn: boolean }) {
  if (mails.length === 0 && !isOn) return null;
  return (
    <section>
      <SectionHead title="Messages" help="The newest hundred, with what became of each." />
      {mails.length === 0 ? (
        <EmptyState icon={Mail} title="None yet">
          Messages are listed here as soon as one is due.
        </EmptyState>
      ) : (
        <LineList label="Messages">
          {mails.map((mail) => (
            <li key={mail.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
              <div className="min-w-0 flex-1 basis-64">
                <p className="font-medium">
                  {mail.kind === 'digest' ? 'Digest' : 'Message'} to {mail.to}
                </p>
                <p className="text-xs text-muted">
                  {noticesInWords(mail)} {mailStateInWords(mail)}
                </p>
              </div>
              <Badge hue={STATES[mail.state].hue}>{STATES[mail.state].label}</Badge>
              <RelativeTime at={mail.at} className="text-xs text-muted" />
            </li>
          ))}
        </LineList>
      )}
    </section>
  );
}

function noticesInWords({ notices, dropped }: MailLine): string {
  const told = `${notices} ${notices === 1 ? 'notice' : 'notices'}.`;
  return dropped === 0 ? told : `${told} Left out, since not so any more: ${dropped}.`;
}

'use client';
import { MailOpen } from 'lucide-react';
import { useQueryState } from 'nuqs';
import { useCaughtMail, useCaughtMessage } from '#client/mail';
import { cx } from '#components/ui/cx';
import { RelativeTime } from '#components/ui/relative-time';
import { SidePanel } from '#components/ui/side-panel';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states';
import { LineList, SectionHead } from './section-head';

/** What the demo's own mail server received; only a demo has one. */
export function CaughtMail() {
  const query = useCaughtMail();
  const [message, setMessage] = useQueryState('message');
  return (
    <section>
      <SectionHead
        title="Mailbox of the demo"
        help="The people of the demo do not exist: their mail goes to a server that “./countersign up” starts on this machine, which keeps the newest 500 messages and passes none on."
      />
      {query.error ? <ErrorState message={query.error.message} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <SkeletonRows rows={3} label="Loading the mailbox" /> : null}
      {query.data?.length === 0 ? (
        <EmptyState icon={MailOpen} title="No mail has come yet">
          Remind somebody on the Progress page: the message is here within a minute.
        </EmptyState>
      ) : null}
      {query.data && query.data.length > 0 ? (
        <div className="flex min-h-0 gap-0">
          <div className="min-w-0 flex-1">
            <LineList label="Mailbox of the demo">
              {query.data.map((mail) => (
                <li key={mail.id}>
                  <button
                    type="button"
                    data-ring="inside"
                    aria-current={mail.id === message ? 'true' : undefined}
                    onClick={() => void setMessage(mail.id)}
                    className={cx(
                      'flex w-full flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-2 text-left text-sm hover:bg-hover',
                      mail.id === message && 'bg-hover',
                    )}
                  >
                    <span className="min-w-0 flex-1 basis-64">
                      <span className="block font-medium">{mail.subject}</span>
                      <span className="block text-xs break-all text-muted">To {mail.recipient}</span>
                    </span>
                    <RelativeTime at={mail.at} className="text-xs text-muted" />
                  </button>
                </li>
              ))}
            </LineList>
          </div>
          {message === null ? null : <Message id={message} onClose={() => void setMessage(null)} />}
        </div>
      ) : null}
    </section>
  );
}

function Message({ id, onClose }: { id: string; onClose: () => void }) {
  const query = useCaughtMessage(id);
  return (
    <SidePanel
      title={query.data?.subject ?? 'Message'}
      subtitle={query.data ? `To ${query.data.recipient}` : null}
      onClose={onClose}
      className="lg:ml-4 lg:rounded-lg lg:border"
    >
      {query.error ? <ErrorState message={query.error.message} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <SkeletonRows rows={6} label="Loading the message" /> : null}
      {query.data ? (
        <div className="flex flex-col gap-4">
          <section>
            <h3 className="mb-1 text-xs font-medium text-muted">Text</h3>
            <p className="text-sm break-words whitespace-pre-wrap">
              <WithLinks text={query.data.text.trim()} />
            </p>
          </section>
          <section>
            <h3 className="mb-1 text-xs font-medium text-muted">As a mail program shows it</h3>
            {/* No script, form or origin: what a message holds can do nothing here. */}
            <iframe
              title="The message as HTML"
              sandbox=""
              srcDoc={query.data.html}
              className="h-72 w-full rounded-md border border-line bg-white"
            />
          </section>
          <section>
            <h3 className="mb-1 text-xs font-medium text-muted">Headers</h3>
            <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-xs">
              {query.data.headers.map(({ name, value }) => (
                <div key={name} className="contents">
                  <dt className="text-muted">{name}</dt>
                  <dd className="font-mono break-all">{value}</dd>
                </div>
              ))}
            </dl>
          </section>
        </div>
      ) : null}
    </SidePanel>
  );
}

/** Text whose addresses are links, opened beside the mailbox as from a mail program. */
function WithLinks({ text }: { text: string }) {
  return text.split(/(https?:\/\/\S+)/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <a
        key={`${index}:${part}`}
        href={part}
        target="_blank"
        rel="noreferrer"
        className="break-all text-accent underline underline-offset-2"
      >
        {part}
      </a>
    ),
  );
}

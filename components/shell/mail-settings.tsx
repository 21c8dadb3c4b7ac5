'use client';
import { useId, useState } from 'react';
import { setMailPreference } from '#actions/set-mail-preference';
import { useMailPreference } from '#client/mail';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { Select } from '#components/ui/input';
import { PageHeader } from '#components/ui/page-header';
import { ErrorState, SkeletonRows } from '#components/ui/states';
import { sayDone } from '#components/ui/toast';
import type { MailPreferenceView } from '#contract/views/mail-views';
import {
  DIGESTS,
  type Digest,
  MAIL_HOURS,
  type MailHours,
  preferenceFault,
  URGENT_WAYS,
  type UrgentWay,
} from '#domain/mail/mail-preference';

const DIGEST_WORDS: Record<Digest, string> = {
  hourly: 'One message each hour in which something came',
  daily: 'One message a day, in the morning',
  off: 'Not by mail; the bell shows it',
};
const URGENT_WORDS: Record<UrgentWay, string> = { at_once: 'At once, by themselves', digest: 'In the digest' };
const HOURS_WORDS: Record<MailHours, string> = {
  working: 'In working hours; what comes later waits for the next opening',
  any: 'At any hour, also at night and on closed days',
};

/** What comes to this person by mail, and when. */
export function MailSettings() {
  const query = useMailPreference();
  return (
    <>
      <PageHeader title="Mail settings" meta="Everything that is mailed stands at the bell, too." />
      <div className="max-w-2xl px-4 py-5 md:px-6">
        {query.error ? <ErrorState message={query.error.message} onRetry={() => void query.refetch()} /> : null}
        {query.isPending ? <SkeletonRows rows={4} label="Loading" /> : null}
        {query.data ? <Choices view={query.data} /> : null}
      </div>
    </>
  );
}

function Choices({ view }: { view: MailPreferenceView }) {
  const id = useId();
  const [digest, setDigest] = useState(view.digest);
  const [urgent, setUrgent] = useState(view.urgent);
  const [hours, setHours] = useState(view.hours);
  const save = useAction(setMailPreference, { refreshes: [['mail-preference']] });
  const fault = preferenceFault({ digest, urgent, hours });
  const isSaved = digest === view.digest && urgent === view.urgent && hours === view.hours;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === null && !isSaved)
          save.mutate({ digest, urgent, hours }, { onSuccess: () => sayDone('Your mail settings are saved') });
      }}
    >
      <p className="text-sm text-muted">
        {view.isOn ? (
          <>
            Mail goes to <span className="font-medium text-ink">{view.email}</span>. What is not so any more when it is due is not sent.
          </>
        ) : (
          'This installation sends no mail at present. What you choose here counts from the day that it does.'
        )}
      </p>
      <Field
        label="What concerns your own work"
        htmlFor={`${id}-digest`}
        hint="You were assigned to a report; a phase in which it is your turn is at risk or past due, or your own time for it is used up."
      >
        <Select id={`${id}-digest`} value={digest} onChange={(event) => setDigest(event.target.value as Digest)}>
          {DIGESTS.map((each) => (
            <option key={each} value={each}>
              {DIGEST_WORDS[each]}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label="Reminders and escalations"
        htmlFor={`${id}-urgent`}
        error={fault}
        hint="Somebody reminds you, or you are told that a phase of others is past due or their time is used up."
      >
        <Select
          id={`${id}-urgent`}
          value={urgent}
          aria-invalid={fault !== null}
          onChange={(event) => setUrgent(event.target.value as UrgentWay)}
        >
          {URGENT_WAYS.map((each) => (
            <option key={each} value={each}>
              {URGENT_WORDS[each]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="When" htmlFor={`${id}-hours`} hint="Working hours are those of the business calendar of this installation.">
        <Select id={`${id}-hours`} value={hours} onChange={(event) => setHours(event.target.value as MailHours)}>
          {MAIL_HOURS.map((each) => (
            <option key={each} value={each}>
              {HOURS_WORDS[each]}
            </option>
          ))}
        </Select>
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" busy={save.isPending} disabledReason={fault ?? (isSaved ? 'Nothing was changed.' : null)}>
          Save
        </Button>
        {save.error ? (
          <p role="alert" className="text-sm text-bad">
            {save.error.message}
          </p>
        ) : null}
      </div>
    </form>
  );
}

'use client';
import { useId, useState } from 'react';
import { delegateRole } from '#actions/delegate-role';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { Input, Select } from '#components/ui/input';
import { sayDone } from '#components/ui/toast';
import type { DelegationsView } from '#contract/views/desk-views';
import { ROLE_LABELS } from '#domain/people/roles';

/** Asks which role is lent, for which report, to whom, until when and why. */
export function DelegationForm({ view }: { view: DelegationsView }) {
  const id = useId();
  const lend = useAction(delegateRole, { refreshes: [['delegations'], ['inbox']] });
  const [role, setRole] = useState(view.lendable[0]?.role ?? 'report_owner');
  const [reportId, setReportId] = useState('');
  const [toId, setToId] = useState('');
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const lendable = view.lendable.find((each) => each.role === role);
  const blocked =
    toId === '' ? 'Choose who decides for you.' : until === '' ? 'Choose the last day.' : reason.trim() === '' ? 'State the reason.' : null;
  const send = (): void =>
    lend.mutate(
      { role, reportId: reportId === '' ? null : reportId, toId, from: from === '' ? null : from, until, reason },
      {
        onSuccess: () => {
          sayDone(`${lendable?.people.find((person) => person.id === toId)?.name ?? 'They'} can decide for you until ${until}`);
          setToId('');
          setReason('');
        },
      },
    );
  return (
    <form
      className="grid gap-3 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (blocked === null) send();
      }}
    >
      {view.lendable.length > 1 ? (
        <Field label="My role" htmlFor={`${id}-role`} className="sm:col-span-2">
          <Select
            id={`${id}-role`}
            value={role}
            onChange={(event) => {
              setRole(view.lendable.find((each) => each.role === event.target.value)?.role ?? role);
              setReportId('');
              setToId('');
            }}
          >
            {view.lendable.map((each) => (
              <option key={each.role} value={each.role}>
                {ROLE_LABELS[each.role]}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
      <Field label="Report" htmlFor={`${id}-report`}>
        <Select id={`${id}-report`} value={reportId} onChange={(event) => setReportId(event.target.value)}>
          <option value="">All reports I hold the role for</option>
          {lendable?.reports.map((report) => (
            <option key={report.id} value={report.id}>
              {report.name}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label="Who decides for me"
        htmlFor={`${id}-to`}
        hint={lendable?.people.length === 0 ? `Nobody else is ${ROLE_LABELS[role]}.` : undefined}
      >
        <Select id={`${id}-to`} value={toId} onChange={(event) => setToId(event.target.value)}>
          <option value="">Choose…</option>
          {lendable?.people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="First day" htmlFor={`${id}-from`} hint="Blank: at once. A day begins at midnight UTC.">
        <Input id={`${id}-from`} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
      </Field>
      <Field label="Last day" htmlFor={`${id}-until`} hint="The day ends at midnight UTC.">
        <Input id={`${id}-until`} type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
      </Field>
      <Field label="Reason" htmlFor={`${id}-reason`} className="sm:col-span-2">
        <Input id={`${id}-reason`} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <div className="flex items-center gap-3 sm:col-span-2">
        <Button type="submit" variant="primary" busy={lend.isPending} disabledReason={blocked}>
          Delegate
        </Button>
        {lend.error ? (
          <p role="alert" className="text-sm text-bad">
            {lend.error.message}
          </p>
        ) : null}
      </div>
    </form>
  );
}

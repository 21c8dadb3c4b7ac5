'use client';
import { useId, useState } from 'react';
import { goAway } from '#actions/go-away';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { Input, Select } from '#components/ui/input';
import { sayDone } from '#components/ui/toast';
import type { DelegationsView } from '#contract/views/desk-views';
import { ROLE_LABELS } from '#domain/people/roles';

interface AbsenceFormProps {
  personId: string;
  /** The roles that can be lent meanwhile. */
  lendable: DelegationsView['lendable'];
  isOwn: boolean;
}

/** Asks from when until when somebody is away, and who decides for them in each of their roles. */
export function AbsenceForm({ personId, lendable, isOwn }: AbsenceFormProps) {
  const id = useId();
  const note = useAction(goAway, { refreshes: [['absences'], ['delegations'], ['inbox']] });
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [standIns, setStandIns] = useState<Readonly<Record<string, string>>>({});
  const blocked = from === '' ? 'Choose the first day.' : until === '' ? 'Choose the last day.' : null;
  const lends = lendable.flatMap(({ role }) => {
    const toId = standIns[role];
    return toId ? [{ role, reportId: null, toId }] : [];
  });
  const send = (): void =>
    note.mutate(
      { personId, from, until, lends },
      {
        onSuccess: () => {
          sayDone('The absence is noted');
          setFrom('');
          setUntil('');
          setStandIns({});
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
      <Field label="First day" htmlFor={`${id}-from`} hint="A day begins at midnight UTC.">
        <Input id={`${id}-from`} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
      </Field>
      <Field label="Last day" htmlFor={`${id}-until`}>
        <Input id={`${id}-until`} type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
      </Field>
      {lendable.map(({ role, people }) => (
        <Field
          key={role}
          label={`Who decides for me as ${ROLE_LABELS[role]}`}
          htmlFor={`${id}-${role}`}
          hint={people.length === 0 ? `Nobody else is ${ROLE_LABELS[role]}.` : 'For all reports I hold the role for.'}
          className="sm:col-span-2"
        >
          <Select
            id={`${id}-${role}`}
            value={standIns[role] ?? ''}
            onChange={(event) => setStandIns({ ...standIns, [role]: event.target.value })}
          >
            <option value="">Nobody: it waits for me</option>
            {people.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
          </Select>
        </Field>
      ))}
      <p className="text-xs text-muted sm:col-span-2">
        {isOwn
          ? 'What you test cannot be lent: a test executive assigns another tester where it cannot wait.'
          : 'Nobody lends another’s roles: they do it themselves, or the report is given another owner.'}
      </p>
      <div className="flex items-center gap-3 sm:col-span-2">
        <Button type="submit" variant="primary" busy={note.isPending} disabledReason={blocked}>
          Note the absence
        </Button>
        {note.error ? (
          <p role="alert" className="text-sm text-bad">
            {note.error.message}
          </p>
        ) : null}
      </div>
    </form>
  );
}

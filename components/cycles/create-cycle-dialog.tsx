'use client';
import { useId, useState } from 'react';
import { createCycle } from '#actions/create-cycle';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Input } from '#components/ui/input';
import { sayDone } from '#components/ui/toast';

/** Opens a test cycle: a name and the days it runs. */
export function CreateCycleDialog({ onClose }: { onClose: () => void }) {
  const id = useId();
  const create = useAction(createCycle, { refreshes: [['cycles']] });
  const [name, setName] = useState('');
  const [startsOn, setStartsOn] = useState('');
  const [endsOn, setEndsOn] = useState('');
  const missing =
    name.trim() === ''
      ? 'Give it a name.'
      : startsOn === '' || endsOn === ''
        ? 'Choose both days.'
        : endsOn < startsOn
          ? 'The last day lies before the first.'
          : null;
  const send = (): void => {
    if (missing) return;
    create.mutate(
      { name, startsOn, endsOn },
      {
        onSuccess: () => {
          sayDone(`${name} is open`);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New cycle"
      description="Add reports to it afterwards, each with its tester and due date."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={create.isPending} disabledReason={missing} onClick={send}>
            Create the cycle
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Field label="Name" htmlFor={`${id}-name`} hint="Such as “HMDA 2026, first half”.">
          <Input id={`${id}-name`} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="First day" htmlFor={`${id}-start`}>
            <Input id={`${id}-start`} type="date" value={startsOn} onChange={(event) => setStartsOn(event.target.value)} />
          </Field>
          <Field label="Last day" htmlFor={`${id}-end`}>
            <Input id={`${id}-end`} type="date" value={endsOn} onChange={(event) => setEndsOn(event.target.value)} />
          </Field>
        </div>
        {create.error ? (
          <p role="alert" className="text-sm text-bad">
            {create.error.message}
          </p>
        ) : null}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

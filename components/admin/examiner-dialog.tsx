'use client';
import { useId, useState } from 'react';
import { admitExaminer } from '#actions/admit-examiner';
import { useCycles } from '#client/cycles';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Input, Select } from '#components/ui/input';
import { sayDone } from '#components/ui/toast';
import type { AdminView } from '#contract/views/admin-views';
import { scopesOf } from './role-rows';

/** Lets somebody read one report of a cycle until a day. */
export function ExaminerDialog({ view, onClose }: { view: AdminView; onClose: () => void }) {
  const id = useId();
  const cycles = useCycles();
  const admit = useAction(admitExaminer, { refreshes: [['admin']] });
  const [userId, setUserId] = useState('');
  const [cycleReportId, setCycleReportId] = useState('');
  const [until, setUntil] = useState('');
  // Whoever works here cannot examine.
  const people = view.users.filter((user) => !user.disabled && user.roles.every((role) => role.role === 'examiner'));
  const reports = scopesOf('examiner', view, cycles.data)?.choices ?? [];
  const blocked =
    userId === '' ? 'Choose the person.' : cycleReportId === '' ? 'Choose the report.' : until === '' ? 'Choose the last day.' : null;
  const send = (): void =>
    admit.mutate(
      { userId, cycleReportId, until },
      {
        onSuccess: () => {
          sayDone('The examiner can read the report');
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Let an examiner in"
      description="They read this report and its trail, and nothing else. Confidential values stay masked."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={admit.isPending} disabledReason={blocked} onClick={send}>
            Let in
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field
          label="Person"
          htmlFor={`${id}-person`}
          hint={
            people.length === 0
              ? 'Add the person under “Users and roles” first; there they can be made an examiner as well.'
              : 'People without another role.'
          }
        >
          <Select id={`${id}-person`} value={userId} onChange={(event) => setUserId(event.target.value)}>
            <option value="">Choose…</option>
            {people.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name} ({person.email})
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Report in its cycle" htmlFor={`${id}-report`}>
          <Select id={`${id}-report`} value={cycleReportId} onChange={(event) => setCycleReportId(event.target.value)}>
            <option value="">Choose…</option>
            {reports.map((report) => (
              <option key={report.id} value={report.id}>
                {report.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Last day" htmlFor={`${id}-until`} hint="The day ends at midnight UTC.">
          <Input id={`${id}-until`} type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
        </Field>
        {admit.error ? (
          <p role="alert" className="text-sm text-bad">
            {admit.error.message}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

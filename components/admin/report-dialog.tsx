'use client';
import { useId, useState } from 'react';
import { saveReport } from '#actions/save-report';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Input, Select } from '#components/ui/input';
import { sayDone } from '#components/ui/toast';
import type { AdminReport, AdminView } from '#contract/views/admin-views';

interface ReportDialogProps {
  view: AdminView;
  /** null: a new one. */
  report: AdminReport | null;
  onClose: () => void;
}

/** Name, regulator, owner and calendar of a report. The owner must hold the role Report Owner. */
export function ReportDialog({ view, report, onClose }: ReportDialogProps) {
  const id = useId();
  const save = useAction(saveReport, { refreshes: [['admin'], ['cycles']] });
  const [name, setName] = useState(report?.name ?? '');
  const [regulator, setRegulator] = useState(report?.regulator ?? '');
  const [ownerId, setOwnerId] = useState(report?.ownerId ?? '');
  const [calendarId, setCalendarId] = useState(report?.calendarId ?? '');
  const owners = view.users.filter((user) => !user.disabled && user.roles.some((role) => role.role === 'report_owner'));
  const send = (): void =>
    save.mutate(
      {
        ...(report ? { id: report.id } : {}),
        name,
        regulator,
        ownerId: ownerId === '' ? null : ownerId,
        calendarId: calendarId === '' ? null : calendarId,
      },
      {
        onSuccess: () => {
          sayDone(report ? 'Report changed' : 'Report added');
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={report ? `Change ${report.name}` : 'Add a report'}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={save.isPending} disabledReason={name.trim() === '' ? 'Enter a name.' : null} onClick={send}>
            Save
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label="Name" htmlFor={`${id}-name`} error={save.error?.message ?? null}>
          <Input id={`${id}-name`} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Regulator" htmlFor={`${id}-regulator`}>
          <Input id={`${id}-regulator`} value={regulator} onChange={(event) => setRegulator(event.target.value)} />
        </Field>
        <Field label="Owner" htmlFor={`${id}-owner`} hint={owners.length === 0 ? 'Nobody holds the role Report Owner yet.' : undefined}>
          <Select id={`${id}-owner`} value={ownerId} onChange={(event) => setOwnerId(event.target.value)}>
            <option value="">No owner</option>
            {owners.map((owner) => (
              <option key={owner.id} value={owner.id}>
                {owner.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label="Calendar"
          htmlFor={`${id}-calendar`}
          hint="Phases that open from now on count by it. Those under way keep their dates until a test executive has them counted anew."
        >
          <Select id={`${id}-calendar`} value={calendarId} onChange={(event) => setCalendarId(event.target.value)}>
            {view.calendars.map((each) => (
              <option key={each.id ?? 'own'} value={each.id ?? ''}>
                {each.id === null ? `The installation’s own: ${each.calendar.name}` : each.calendar.name}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </Dialog>
  );
}

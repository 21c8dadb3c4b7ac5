'use client';
import { useId, useState } from 'react';
import { assignTester } from '#actions/assign-tester';
import { useCycles } from '#client/cycles';
import { useCommand } from '#client/use-command';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Input, Select } from '#components/ui/input';
import { sayDone } from '#components/ui/toast';
import type { PersonRef } from '#contract/views/row-views';

interface AssignDialogProps {
  report: { cycleReportId: string; reportName: string; tester: PersonRef | null; dueOn: string | null };
  onClose: () => void;
}

/** Names the tester of a cycle's report and the day it is due. */
export function AssignDialog({ report, onClose }: AssignDialogProps) {
  const id = useId();
  const cycles = useCycles();
  const command = useCommand(assignTester);
  const [testerId, setTesterId] = useState(report.tester?.id ?? '');
  const [dueOn, setDueOn] = useState(report.dueOn?.slice(0, 10) ?? '');
  const send = async (): Promise<void> => {
    const end = await command.send({
      cycleReportId: report.cycleReportId,
      ...(testerId === '' ? {} : { testerId }),
      ...(dueOn === '' ? {} : { dueOn }),
    });
    if (end?.step !== 'applied') return;
    sayDone(end.message);
    onClose();
  };
  const failed = command.state.step === 'refused' || command.state.step === 'unconfirmed' ? command.state.message : null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Assign ${report.reportName}`}
      description="The tester prepares every work product of this report in this cycle."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={command.busy}
            disabledReason={testerId === '' && dueOn === '' ? 'Choose a tester or a date.' : null}
            onClick={() => void send()}
          >
            Assign
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label="Tester" htmlFor={`${id}-tester`}>
          <Select id={`${id}-tester`} value={testerId} onChange={(event) => setTesterId(event.target.value)}>
            <option value="">Not assigned</option>
            {cycles.data?.testers.map((tester) => (
              <option key={tester.id} value={tester.id}>
                {tester.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Due on" htmlFor={`${id}-due`}>
          <Input id={`${id}-due`} type="date" value={dueOn} onChange={(event) => setDueOn(event.target.value)} />
        </Field>
        {failed ? (
          <p role="alert" className="text-sm text-bad">
            {failed}
          </p>
        ) : command.busy ? (
          <p role="status" className="text-sm text-muted">
            {command.state.step === 'sent' ? 'Sent, waiting to be applied…' : 'Sending…'}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

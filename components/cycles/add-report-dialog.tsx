'use client';
import { useId, useState } from 'react';
import { addReportToCycle } from '#actions/add-report-to-cycle';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Input, Select } from '#components/ui/input';
import { sayDone } from '#components/ui/toast';
import type { CyclesView, CycleView } from '#contract/views/work-views';

interface AddReportDialogProps {
  cycle: CycleView;
  view: CyclesView;
  onClose: () => void;
}

/** Puts a report into a cycle, with its tester and due date where they are known already. */
export function AddReportDialog({ cycle, view, onClose }: AddReportDialogProps) {
  const id = useId();
  const add = useAction(addReportToCycle, { refreshes: [['cycles']] });
  const [reportId, setReportId] = useState('');
  const [testerId, setTesterId] = useState('');
  const [dueOn, setDueOn] = useState(cycle.endsOn.slice(0, 10));
  const [anew, setAnew] = useState(false);
  const inCycle = new Set(cycle.reports.map((report) => report.reportName));
  const choices = view.reports.filter((report) => !inCycle.has(report.name));
  const chosen = view.reports.find((report) => report.id === reportId);
  const owner = chosen?.owner ?? null;
  const earlier = chosen?.lastClosed ?? null;
  const send = (): void =>
    add.mutate(
      {
        cycleId: cycle.id,
        reportId,
        testerId: testerId === '' ? null : testerId,
        dueOn: dueOn === '' ? null : dueOn,
        carriesFrom: anew ? null : (earlier?.cycleReportId ?? null),
      },
      {
        onSuccess: () => {
          sayDone('Report added');
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Add a report to ${cycle.name}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={add.isPending} disabledReason={reportId === '' ? 'Choose a report.' : null} onClick={send}>
            Add
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field
          label="Report"
          htmlFor={`${id}-report`}
          hint={
            choices.length === 0
              ? 'Every report is in this cycle already. An administrator adds new ones.'
              : reportId !== ''
                ? owner
                  ? `Owned by ${owner}.`
                  : 'It has no owner yet; it needs one to start.'
                : undefined
          }
        >
          <Select id={`${id}-report`} value={reportId} onChange={(event) => setReportId(event.target.value)}>
            <option value="">Choose a report…</option>
            {choices.map((report) => (
              <option key={report.id} value={report.id}>
                {report.name}
              </option>
            ))}
          </Select>
        </Field>
        {earlier ? (
          <Field
            label="Begin with"
            htmlFor={`${id}-begin`}
            hint={
              anew
                ? 'Its phases begin empty.'
                : 'Attributes, rules and scoping reasons that were approved there come in as drafts, undecided. Samples, evidence and tests are made anew.'
            }
          >
            <Select id={`${id}-begin`} value={anew ? 'anew' : 'carried'} onChange={(event) => setAnew(event.target.value === 'anew')}>
              <option value="carried">What was approved in {earlier.cycleName}</option>
              <option value="anew">Nothing</option>
            </Select>
          </Field>
        ) : null}
        <Field label="Tester" htmlFor={`${id}-tester`}>
          <Select id={`${id}-tester`} value={testerId} onChange={(event) => setTesterId(event.target.value)}>
            <option value="">Not assigned yet</option>
            {view.testers.map((tester) => (
              <option key={tester.id} value={tester.id}>
                {tester.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Due on" htmlFor={`${id}-due`}>
          <Input id={`${id}-due`} type="date" value={dueOn} onChange={(event) => setDueOn(event.target.value)} />
        </Field>
        {add.error ? (
          <p role="alert" className="text-sm text-bad">
            {add.error.message}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

'use client';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Select, Textarea } from '#components/ui/input';
import { useKeptText } from '#components/ui/use-kept-text';
import type { ProcessView, WorkflowVersion } from '#contract/views/process-view';

interface UpgradeDialogProps {
  process: ProcessView;
  onCancel: () => void;
  onConfirm: (asked: { to: WorkflowVersion['type']; now?: true; reason: string }) => void;
}

/** Has a report go on by a later version of the process: which, when and why. */
export function UpgradeDialog({ process: { version, later, open, planned }, onCancel, onConfirm }: UpgradeDialogProps) {
  const id = useId();
  const [chosen, setChosen] = useState(planned?.to.type ?? later.at(-1)?.type);
  const [now, setNow] = useState(false);
  const reason = useKeptText('later version of the process');
  const to = later.find(({ type }) => type === chosen);
  const missing = to === undefined ? 'Choose a version.' : reason.text.trim() === '' ? 'State the reason.' : null;
  const send = (): void => {
    if (to === undefined) return;
    reason.sent();
    onConfirm({ to: to.type, ...(now ? { now } : {}), reason: reason.text.trim() });
  };
  const cancel = (): void => {
    reason.sent();
    onCancel();
  };
  return (
    <Dialog
      open
      width="md"
      onOpenChange={(stays) => !stays && cancel()}
      title="Go on by a later version"
      description={`The report runs by version ${version.number}. Phases that are open stay as they are; what opens afterwards follows the later version. There is no way back.`}
      footer={
        <>
          <Button onClick={cancel}>Cancel</Button>
          <Button variant="primary" disabledReason={missing} onClick={send}>
            {now ? 'Go on now' : 'Plan it'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label="Version" htmlFor={`${id}-version`} hint={to?.does}>
          <Select
            id={`${id}-version`}
            value={chosen}
            aria-describedby={`${id}-version-hint`}
            onChange={({ target }) => setChosen(later.find(({ type }) => type === target.value)?.type)}
          >
            {later.map(({ type, number }) => (
              <option key={type} value={type}>
                {number}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label="When"
          htmlFor={`${id}-when`}
          hint={
            open === null
              ? 'Nothing is open in this report: it stands between two phases.'
              : `Now is possible only while nothing is open. ${open}`
          }
        >
          <Select
            id={`${id}-when`}
            value={now ? 'now' : 'boundary'}
            aria-describedby={`${id}-when-hint`}
            onChange={({ target }) => setNow(target.value === 'now')}
          >
            <option value="boundary">At the next boundary: as soon as nothing is open</option>
            <option value="now" disabled={open !== null}>
              Now
            </option>
          </Select>
        </Field>
        <Field label="Reason" htmlFor={`${id}-reason`} required>
          <Textarea id={`${id}-reason`} rows={2} value={reason.text} onChange={(event) => reason.set(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  );
}

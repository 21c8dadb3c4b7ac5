'use client';
import { useId, useState } from 'react';
import { saveDefaultVersion } from '#actions/save-default-version';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Select, Textarea } from '#components/ui/input';
import { sayDone } from '#components/ui/toast';
import { useKeptDialogText } from '#components/ui/use-kept-text';
import { startableVersions } from '#contract/workflow-versions';
import type { CycleReportType } from '#domain/version/workflow-types';
import { InForceFrom } from './in-force-from';

/** Another version of the process by which reports start, from a day on. */
export function DefaultVersionDialog({ present, onClose: onEnd }: { present: CycleReportType; onClose: () => void }) {
  const id = useId();
  const save = useAction(saveDefaultVersion, { refreshes: [['admin'], ['cycles'], ['report']] });
  const [workflowType, setWorkflowType] = useState(present);
  const [validFrom, setValidFrom] = useState('');
  const [reason, setReason, onClose] = useKeptDialogText('version of the process', onEnd);
  const versions = startableVersions();
  const send = (): void =>
    save.mutate(
      { workflowType, validFrom: validFrom === '' ? null : validFrom, reason },
      {
        onSuccess: () => {
          sayDone('The version is saved');
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Version of the process"
      description="Reports start by it from that day on; those that were started go on by theirs."
      width="md"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={save.isPending} disabledReason={reason.trim() === '' ? 'State the reason.' : null} onClick={send}>
            Save
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label="Version" htmlFor={`${id}-version`} hint={versions.find(({ type }) => type === workflowType)?.does}>
          <Select
            id={`${id}-version`}
            value={workflowType}
            onChange={({ target }) => setWorkflowType(versions.find(({ type }) => type === target.value)?.type ?? workflowType)}
          >
            {versions.map(({ type, number }) => (
              <option key={type} value={type}>
                {number}
              </option>
            ))}
          </Select>
        </Field>
        <InForceFrom value={validFrom} onChange={setValidFrom} />
        <Field label="Reason" htmlFor={`${id}-reason`} required error={save.error?.message ?? null}>
          <Textarea id={`${id}-reason`} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  );
}

'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { DEFAULT_VERSION, VersionChoice, versionBlocked, versionInput } from './version-choice';

interface StartDialogProps {
  reportName: string;
  onCancel: () => void;
  onConfirm: (version: ReturnType<typeof versionInput>) => void;
}

/** Starts a report, by another version of the process where somebody chooses one. */
export function StartDialog({ reportName, onCancel, onConfirm }: StartDialogProps) {
  const [chosen, setChosen] = useState(DEFAULT_VERSION);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onCancel()}
      title={`Start ${reportName}`}
      description="Planning opens for its tester in a moment, by the approval policies in force today."
      footer={
        <>
          <Button onClick={onCancel}>Cancel</Button>
          <Button variant="primary" disabledReason={versionBlocked(chosen)} onClick={() => onConfirm(versionInput(chosen))}>
            Start
          </Button>
        </>
      }
    >
      <VersionChoice chosen={chosen} onChange={setChosen} />
    </Dialog>
  );
}

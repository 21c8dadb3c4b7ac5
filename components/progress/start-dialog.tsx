'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import type { CycleReportType } from '#domain/version/workflow-types';
import { type ChosenVersion, VersionChoice, versionBlocked, versionInput } from './version-choice';

interface StartDialogProps {
  reportName: string;
  /** By which version of the process reports start where nobody chooses another. */
  startsBy: CycleReportType;
  onCancel: () => void;
  onConfirm: (version: ReturnType<typeof versionInput>) => void;
}

/** Starts a report, by another version of the process where somebody chooses one. */
export function StartDialog({ reportName, startsBy, onCancel, onConfirm }: StartDialogProps) {
  const [chosen, setChosen] = useState<ChosenVersion>({ workflowType: startsBy, reason: '' });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onCancel()}
      title={`Start ${reportName}`}
      description="Planning opens for its tester in a moment, by the approval policies in force today."
      footer={
        <>
          <Button onClick={onCancel}>Cancel</Button>
          <Button
            variant="primary"
            disabledReason={versionBlocked(chosen, startsBy)}
            onClick={() => onConfirm(versionInput(chosen, startsBy))}
          >
            Start
          </Button>
        </>
      }
    >
      <VersionChoice startsBy={startsBy} chosen={chosen} onChange={setChosen} />
    </Dialog>
  );
}

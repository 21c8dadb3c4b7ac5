'use client';
import { useId, useState } from 'react';
import { Field } from '#components/ui/field';
import { Select, Textarea } from '#components/ui/input';
import { startableVersions } from '#contract/workflow-versions';
import type { CycleReportType } from '#domain/version/workflow-types';

/** By which version of the process a report starts, and why where that is not the default. */
export interface ChosenVersion {
  workflowType: CycleReportType;
  reason: string;
}

/** What is missing of a choice, as a sentence; null where nothing is. `startsBy` is the default. */
export function versionBlocked({ workflowType, reason }: ChosenVersion, startsBy: CycleReportType): string | null {
  return workflowType !== startsBy && reason.trim() === '' ? 'State why the report starts by another version.' : null;
}

/** A choice as a start takes it. The default is named too: whoever saw one does not start by another that came meanwhile. */
export function versionInput(
  { workflowType, reason }: ChosenVersion,
  startsBy: CycleReportType,
): { workflowType: CycleReportType; reason?: string } {
  return workflowType === startsBy ? { workflowType } : { workflowType, reason: reason.trim() };
}

interface VersionChoiceProps {
  /** The default, chosen before anybody chooses. */
  startsBy: CycleReportType;
  chosen: ChosenVersion;
  onChange: (chosen: ChosenVersion) => void;
}

/** The versions of the process to start a report by, folded: hardly anybody needs another than the default. */
export function VersionChoice({ startsBy, chosen, onChange }: VersionChoiceProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const versions = startableVersions();
  const shown = versions.find(({ type }) => type === chosen.workflowType);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} className="text-sm">
      <summary className="w-fit cursor-pointer text-muted hover:text-ink">Workflow version {shown?.number}</summary>
      {open ? (
        <div className="mt-2 flex flex-col gap-3">
          <Field label="Workflow version" htmlFor={`${id}-version`} hint={shown?.does}>
            <Select
              id={`${id}-version`}
              value={chosen.workflowType}
              aria-describedby={`${id}-version-hint`}
              onChange={({ target }) =>
                onChange({ ...chosen, workflowType: versions.find(({ type }) => type === target.value)?.type ?? chosen.workflowType })
              }
            >
              {versions.map(({ type, number }) => (
                <option key={type} value={type}>
                  {type === startsBy ? `${number} (default)` : number}
                </option>
              ))}
            </Select>
          </Field>
          {chosen.workflowType === startsBy ? null : (
            <Field label="Why by this version" htmlFor={`${id}-reason`} required>
              <Textarea
                id={`${id}-reason`}
                rows={2}
                value={chosen.reason}
                onChange={(event) => onChange({ ...chosen, reason: event.target.value })}
              />
            </Field>
          )}
        </div>
      ) : null}
    </details>
  );
}

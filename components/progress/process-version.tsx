'use client';
import { Popover } from '#components/ui/popover';
import type { WorkflowVersion } from '#contract/views/process-view';

/** By which version of the process a report runs; what that means opens beside it. */
export function ProcessVersion({ version: { number, does, since } }: { version: WorkflowVersion }) {
  return (
    <Popover
      label={`Version ${number} of the process`}
      trigger={
        <button
          type="button"
          aria-label={`Version ${number}: what is this?`}
          className="underline decoration-line-strong decoration-dotted underline-offset-2 hover:text-ink hover:decoration-current"
        >
          Version {number}
        </button>
      }
    >
      <div className="flex flex-col gap-2 text-sm">
        <p className="font-medium">Version {number} of the process</p>
        <p>{does}</p>
        <p className="text-xs text-muted">
          The version says in which order phases open, whether they have due dates, and whether what is approved is reopened. It can be
          started since {since}.
        </p>
      </div>
    </Popover>
  );
}

'use client';
import { GitBranch } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { RelativeTime } from '#components/ui/relative-time';
import { Notice } from '#components/version/notice';
import { ReasonDialog } from '#components/version/reason-dialog';
import type { ReportView } from '#contract/views/work-views';
import type { ReportCommands } from './report-actions';

/** The later version of the process that is planned for a report, until it is carried out or given up. */
export function PlannedVersion({ report, cancel }: { report: ReportView; cancel: ReportCommands['cancelUpgrade'] }) {
  const [asked, setAsked] = useState(false);
  const planned = report.process?.planned ?? null;
  if (planned === null || report.process === null) return null;
  const { open } = report.process;
  return (
    <Notice
      hue="active"
      icon={GitBranch}
      actions={
        <Button size="sm" busy={cancel.busy} disabledReason={report.actions.change_version.why} onClick={() => setAsked(true)}>
          Give it up…
        </Button>
      }
    >
      <span className="font-medium">It goes on by version {planned.to.number} of the process as soon as nothing is open.</span>{' '}
      {open === null ? '' : `${open} `}
      {planned.by} asked for it <RelativeTime at={planned.at} />: “{planned.reason}”
      {asked ? (
        <ReasonDialog
          title={`Stay with version ${report.process.version.number}`}
          description={`The report does not go on by version ${planned.to.number}. It can be planned again.`}
          label="Why it is given up"
          confirm="Give it up"
          required
          onCancel={() => setAsked(false)}
          onConfirm={(reason) => {
            void cancel.send({ cycleReportId: report.cycleReportId, reason });
            setAsked(false);
          }}
        />
      ) : null}
    </Notice>
  );
}

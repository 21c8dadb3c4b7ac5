'use client';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { cancelUpgrade } from '#actions/cancel-upgrade';
import { closeReport } from '#actions/close-report';
import { restartReport } from '#actions/restart-report';
import { startReport } from '#actions/start-report';
import { upgradeReport } from '#actions/upgrade-report';
import { useCommand } from '#client/use-command';
import { Button } from '#components/ui/button';
import { IconButton } from '#components/ui/icon-button';
import { Menu, MenuItem } from '#components/ui/menu';
import { ReasonDialog } from '#components/version/reason-dialog';
import type { NamedCommand } from '#components/version/receipt-notice';
import type { ReportView } from '#contract/views/work-views';
import { AssignDialog } from './assign-dialog';
import { StartDialog } from './start-dialog';
import { UpgradeDialog } from './upgrade-dialog';

export interface ReportCommands {
  start: ReturnType<typeof useCommand<Parameters<typeof startReport>[0]>>;
  restart: ReturnType<typeof useCommand<Parameters<typeof restartReport>[0]>>;
  upgrade: ReturnType<typeof useCommand<Parameters<typeof upgradeReport>[0]>>;
  cancelUpgrade: ReturnType<typeof useCommand<Parameters<typeof cancelUpgrade>[0]>>;
  close: ReturnType<typeof useCommand<Parameters<typeof closeReport>[0]>>;
}

/** The commands of a report's page. */
export function useReportCommands(): ReportCommands {
  return {
    start: useCommand(startReport),
    restart: useCommand(restartReport),
    upgrade: useCommand(upgradeReport),
    cancelUpgrade: useCommand(cancelUpgrade),
    close: useCommand(closeReport),
  };
}

/** Names the commands of a report's page, for the receipts that the page shows. */
export function namedCommands({ start, restart, upgrade, cancelUpgrade: cancel, close }: ReportCommands): NamedCommand[] {
  return [
    { noun: 'Start', state: start.state, reset: start.reset },
    { noun: 'Restart', state: restart.state, reset: restart.reset },
    { noun: 'Carrying over', state: upgrade.state, reset: upgrade.reset },
    { noun: 'Giving up the version', state: cancel.state, reset: cancel.reset },
    { noun: 'Closing', state: close.state, reset: close.reset },
  ];
}

/** Start, assign, restart, carry over, change the version and close, with the reason where one is refused. */
export function ReportActions({ report, commands }: { report: ReportView; commands: ReportCommands }) {
  const [asked, setAsked] = useState<'assign' | 'start' | 'restart' | 'upgrade' | 'version' | 'close' | null>(null);
  const { actions, cycleReportId } = report;
  return (
    <>
      <Button disabledReason={actions.assign.why} onClick={() => setAsked('assign')}>
        Assign…
      </Button>
      {report.state === 'not_started' ? (
        <Button
          variant="primary"
          busy={commands.start.busy}
          disabledReason={actions.start.why}
          onClick={() => (actions.choose_version.allowed ? setAsked('start') : void commands.start.send({ cycleReportId }))}
        >
          Start
        </Button>
      ) : null}
      {report.state === 'stopped' ? (
        <Button variant="primary" busy={commands.restart.busy} disabledReason={actions.restart.why} onClick={() => setAsked('restart')}>
          Restart…
        </Button>
      ) : null}
      {report.state === 'running' ? (
        <Menu align="end" trigger={<IconButton label="More actions" icon={<Ellipsis />} />}>
          <MenuItem disabledReason={actions.restart.why} onSelect={() => setAsked('restart')}>
            Restart the process…
          </MenuItem>
          <MenuItem disabledReason={actions.change_version.why} onSelect={() => setAsked('version')}>
            Go on by a later version…
          </MenuItem>
          <MenuItem disabledReason={actions.upgrade.why} onSelect={() => setAsked('upgrade')}>
            Carry over to the present plan…
          </MenuItem>
          <MenuItem danger disabledReason={actions.close.why} onSelect={() => setAsked('close')}>
            Close this report…
          </MenuItem>
        </Menu>
      ) : null}
      {asked === 'assign' ? <AssignDialog report={report} onClose={() => setAsked(null)} /> : null}
      {asked === 'start' && report.process !== null ? (
        <StartDialog
          reportName={report.reportName}
          startsBy={report.process.startsBy}
          onCancel={() => setAsked(null)}
          onConfirm={(version) => {
            void commands.start.send({ cycleReportId, ...version });
            setAsked(null);
          }}
        />
      ) : null}
      {asked === 'version' && report.process !== null ? (
        <UpgradeDialog
          process={report.process}
          onCancel={() => setAsked(null)}
          onConfirm={(version) => {
            void commands.upgrade.send({ cycleReportId, ...version });
            setAsked(null);
          }}
        />
      ) : null}
      {asked === 'restart' || asked === 'upgrade' || asked === 'close' ? (
        <ReasonDialog
          {...QUESTIONS[asked]}
          required
          onCancel={() => setAsked(null)}
          onConfirm={(reason) => {
            void commands[asked].send({ cycleReportId, reason });
            setAsked(null);
          }}
        />
      ) : null}
    </>
  );
}

const QUESTIONS = {
  restart: {
    title: 'Restart the process',
    description: 'The process behind this report is started again where the record stands. Nothing is done twice.',
    label: 'Why it is restarted',
    confirm: 'Restart',
  },
  upgrade: {
    title: 'Carry over to the present plan',
    description: 'Phases that have come since this report was started are added to its plan. What it has stays as it is.',
    label: 'Why it is carried over',
    confirm: 'Carry over',
  },
  close: {
    title: 'Close this report',
    description: 'Its record can no longer change, and open drafts stay as they are. This cannot be undone.',
    label: 'Why it is closed',
    confirm: 'Close the report',
    variant: 'danger',
  },
} as const;

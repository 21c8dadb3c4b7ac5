'use client';
import { discardVersion } from '#actions/discard-version';
import { reopenPhase } from '#actions/reopen-phase';
import { submitVersion } from '#actions/submit-version';
import { withdrawVersion } from '#actions/withdraw-version';
import { useCommand } from '#client/use-command';
import type { VersionView } from '#contract/views/version-views';
import type { NamedCommand } from './receipt-notice';

export type VersionCommandName = 'submit' | 'withdraw' | 'discard' | 'reopen';

export interface VersionCommands {
  send: (name: VersionCommandName, version: VersionView, note: string) => void;
  busy: boolean;
  /** The commands that were sent from this page and whose receipts have not been dismissed. */
  sent: readonly NamedCommand[];
}

/** The commands of the version header with their receipts. What was seen (hash or edit revision) travels with each. */
export function useVersionCommands(): VersionCommands {
  const submit = useCommand(submitVersion);
  const withdraw = useCommand(withdrawVersion);
  const discard = useCommand(discardVersion);
  const reopen = useCommand(reopenPhase);
  const send = (name: VersionCommandName, version: VersionView, note: string): void => {
    const versionId = version.id;
    switch (name) {
      case 'submit':
        return void submit.send({ versionId, seenEditRevision: version.editRevision, comment: note });
      case 'withdraw':
        return void withdraw.send({ versionId, seenVersionHash: version.versionHash ?? '', comment: note });
      case 'discard':
        return void discard.send({ versionId, seenEditRevision: version.editRevision, comment: note });
      case 'reopen':
        return void reopen.send({ chainId: version.chainId, reason: note });
    }
  };
  const sent: NamedCommand[] = [
    { noun: 'Submission', state: submit.state, reset: submit.reset },
    { noun: 'Withdrawal', state: withdraw.state, reset: withdraw.reset },
    { noun: 'Discarding', state: discard.state, reset: discard.reset },
    { noun: 'Reopening', state: reopen.state, reset: reopen.reset },
  ];
  return {
    send,
    busy: submit.busy || withdraw.busy || discard.busy || reopen.busy,
    sent: sent.filter((command) => command.state.step !== 'idle'),
  };
}

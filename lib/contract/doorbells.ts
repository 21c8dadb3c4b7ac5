import type { CommandKind } from '#domain/version/commands';

/** Which doorbell is rung for a command; starting and restarting a report ring by the workflow's start. */
export const SIGNAL_FOR_COMMAND = {
  submit_version: 'submitVersion',
  decide_version: 'submitVersionApproval',
  withdraw_version: 'withdrawVersion',
  discard_version: 'discardVersion',
  reopen_phase: 'reopenPhase',
  request_work: 'requestWork',
  cancel_work: 'cancelWork',
  change_assignment: 'assignmentChanged',
  close_report: 'closeReport',
  start_report: null,
  restart_report: null,
} as const satisfies Record<CommandKind, string | null>;

import type { CommandKind, WorkKind } from './commands';

/** How the trail names what was asked for: "asked for the submission of Planning, version 2". */
export const COMMAND_WORDS: Record<CommandKind, string> = {
  submit_version: 'the submission of',
  decide_version: 'a decision on',
  withdraw_version: 'the withdrawal of',
  discard_version: 'the discarding of',
  reopen_phase: 'the reopening of',
  request_work: 'work on',
  cancel_work: 'the cancelling of work on',
  change_assignment: 'a change of assignment of',
  start_report: 'the start of',
  restart_report: 'the restart of',
  close_report: 'the closing of',
};

export const WORK_WORDS: Record<WorkKind, string> = {
  import: 'an import into',
  profile: 'a profile for',
  'import-rules': 'an import of rules into',
  draw: 'a draw for',
};
